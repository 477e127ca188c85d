import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { snippets, WITH_SDK } from '@/components/developers/snippets';
import { signUp } from '@tandem/sdk';
import { aStranger, type Service, startService } from './service';

const sdk = fileURLToPath(new URL('..', import.meta.url));

let service: Service;
/** An empty folder outside of the repository, with nothing in it but the packed SDK. */
let folder: string;
let tarball: string;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(path.join(tmpdir(), 'tandem-stranger-'));
  // As it was built for all of the tests.
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  tarball = path.join(folder, (await run('npm', pack, sdk)).trim());
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], folder);
});

afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});

test('publint and arethetypeswrong find nothing wrong with the package', async () => {
  const publint = await run('node_modules/.bin/publint', [tarball, '--strict'], sdk);
  const attw = await run('node_modules/.bin/attw', [tarball, '--profile', 'esm-only'], sdk);
  expect([publint, attw]).toEqual([
    expect.stringContaining('All good!'),
    expect.stringContaining('@tandem/sdk v'),
  ]);
});

test('a stranger installs it offline and does what the README begins with', async () => {
  expect(await tryOut(`${sdk}README.md`)).toBe('Buy milk\n');
});

test('the program of the guide prints what the guide says', async () => {
  const guide = `${sdk}../docs/guides/typescript.md`;
  const [, promised] = /```text\n(.*?)```/s.exec(await readFile(guide, 'utf8')) ?? [];
  expect(await tryOut(guide)).toBe(promised);
});

test('the program that /developers shows works as it is copied', async () => {
  const tandem = await signUp({ baseUrl: service.baseUrl, ...aStranger() });
  const { code } = snippets.find(({ name }) => name === WITH_SDK)!;
  const [userId, token] = await Promise.all([tandem.userId(), tandem.token()]);
  const access = { origin: service.baseUrl, userId, token };
  expect(await runStrictly(code(access))).toBe('Made with the SDK\n');
});

/** What the first program of a page prints. */
async function tryOut(page: string): Promise<string> {
  const { email } = aStranger();
  const [, snippet = ''] = /```ts\n(.*?)```/s.exec(await readFile(page, 'utf8')) ?? [];
  const script = snippet
    .replace('http://localhost:3000', service.baseUrl)
    .replace('ada@example.com', email);
  expect(script).toContain(service.baseUrl);
  return runStrictly(script);
}

/** What a program prints that is compiled strictly and run in a folder with nothing but the package. */
async function runStrictly(script: string): Promise<string> {
  await writeFile(path.join(folder, 'first.ts'), script);
  const strict = ['--strict', '--target', 'es2022', '--module', 'nodenext', 'first.ts'];
  await run(`${sdk}node_modules/.bin/tsc`, strict, folder);
  return run('node', ['first.js'], folder);
}

/** What it prints; throws all of it where it fails. */
async function run(command: string, args: string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd }).catch(
    (error: Error & { stdout: string }) => {
      throw new Error(`${error.message}\n${error.stdout}`);
    },
  );
  return stdout;
}
