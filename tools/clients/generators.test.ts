import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestServer, type TestServer } from '@/testing/http';

const here = fileURLToPath(new URL('.', import.meta.url));
const document = fileURLToPath(new URL('../../openapi.json', import.meta.url));

let server: TestServer;

beforeAll(async () => {
  server = await createTestServer();
});

afterAll(() => server.close());

test.each([
  ['openapi-fetch', 'openapi-typescript', [document, '-o', 'generated/schema.d.ts']],
  ['orval', 'orval', ['--config', 'orval.config.mjs']],
  [
    'swagger-typescript-api',
    'swagger-typescript-api',
    ['generate', '-p', document, '-o', 'generated', '-n', 'client.ts', '--silent'],
  ],
])('a client for %s is generated, compiles and works', async (program, generator, args) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tandem-client-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(`${here}programs`, folder, { recursive: true });
  await symlink(`${here}node_modules`, path.join(folder, 'node_modules'));
  await run(generator, args);
  await run('tsc', ['--strict', '--target', 'es2022', '--module', 'nodenext', `${program}.ts`]);
  const told = await run(process.execPath, [`${program}.js`]);
  expect(JSON.parse(told)).toEqual([['Buy milk'], true, 204, 404, 'NOT_FOUND']);

  async function run(command: string, given: string[]): Promise<string> {
    const file = path.isAbsolute(command) ? command : `${here}node_modules/.bin/${command}`;
    const env = {
      ...process.env,
      TANDEM_DOCUMENT: document,
      TANDEM_URL: `http://127.0.0.1:${server.port}`,
    };
    const running = promisify(execFile)(file, given, { cwd: folder, env });
    const { stdout } = await running.catch((error: Error & { stdout: string }) => {
      throw new Error(`${error.message}\n${error.stdout}`);
    });
    return stdout;
  }
});
