import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

// A compiler and the tests of the copy run here.
test(
  'what the guide says gives RPC, REST, the document and their tests a resource',
  { timeout: 1_800_000 },
  async () => {
    const guide = await readFile(path.join(root, 'docs/adding-a-resource.md'), 'utf8');
    const copy = await copyOfTheRepository();
    for (const [, file = '', text = ''] of guide.matchAll(/^```ts (\S+)\n(.*?)^```/gms)) {
      await writeFile(path.join(copy, file), text);
    }
    for (const [, text = ''] of guide.matchAll(/^```diff\n(.*?)^```/gms)) {
      for (const part of text.split(/^(?=--- )/m)) await applyTo(copy, part);
    }

    await run('drizzle-kit', ['generate'], copy);
    await run('tsx', ['scripts/generate.ts'], copy);
    await run('tsc', ['-p', 'tsconfig.api.json'], copy);
    await run('oxlint', ['--deny-warnings', 'src/api', 'src/db', 'src/contract'], copy);
    await run('oxfmt', ['--check', 'src/api', 'src/db', 'src/contract'], copy);
    const tests = ['src/api/projects.test.ts', 'src/api/isolation.test.ts'];
    await run('vitest', ['run', ...tests, '-t', 'projects'], copy);
    const { paths } = JSON.parse(await readFile(path.join(copy, 'openapi.json'), 'utf8'));
    expect(paths).toMatchObject({
      '/api/{user_id}/projects': {
        get: { operationId: 'listProjects', security: [{ bearer: [] }] },
        post: { operationId: 'createProject', responses: { 201: {}, 422: {} } },
      },
      '/api/{user_id}/projects/{id}': { delete: { responses: { 204: {}, 404: {} } } },
    });
  },
);

/** All that git has of it, with the packages that are installed. */
async function copyOfTheRepository(): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'tandem-resource-'));
  onTestFinished(() => rm(copy, { recursive: true }));
  const names = ['src', 'drizzle', 'scripts', 'docs/decisions', 'package.json', 'tsconfig.json'];
  const more = ['vitest.config.ts', 'drizzle.config.ts', '.oxlintrc.json', '.oxfmtrc.json'];
  await mkdir(path.join(copy, 'docs'));
  for (const name of [...names, ...more]) {
    await cp(path.join(root, name), path.join(copy, name), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const api = {
    extends: './tsconfig.json',
    include: ['src/api/**/*.ts', 'src/testing/global-setup.ts'],
    exclude: [],
  };
  await writeFile(path.join(copy, 'tsconfig.api.json'), JSON.stringify(api));
  return copy;
}

/** Adds the lines with a plus behind the line before them, which has to be there once. */
async function applyTo(copy: string, diff: string): Promise<void> {
  const [, name = ''] = /^\+\+\+ b\/(\S+)$/m.exec(diff) ?? [];
  const file = path.join(copy, name);
  let text = await readFile(file, 'utf8');
  for (const hunk of diff.split('@@\n').slice(1)) {
    const before = linesOf(hunk, ' ');
    expect(text.split(before)).toHaveLength(2);
    text = text.replace(before, before + linesOf(hunk, '+'));
  }
  await writeFile(file, text);
}

function linesOf(hunk: string, sign: string): string {
  const lines = hunk.split('\n').filter((line) => line.startsWith(sign));
  return lines.map((line) => `${line.slice(1)}\n`).join('');
}

/** Runs a tool of ours. @throws Error with all that it says. */
async function run(tool: string, args: string[], cwd: string): Promise<void> {
  const file = path.join(root, 'node_modules/.bin', tool);
  await promisify(execFile)(file, args, { cwd }).catch((error: Error & { stdout: string }) => {
    throw new Error(`${error.message}\n${error.stdout}`);
  });
}
