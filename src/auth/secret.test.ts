import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deriveKey, loadSecret } from './secret';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'tandem-secret-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('makes a secret that only its owner can read, and keeps it', async () => {
  const secret = await loadSecret(dataDir);
  expect(secret).toMatch(/^[\w-]{64}$/);
  expect(await loadSecret(dataDir)).toBe(secret);
  expect((await stat(path.join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
});

test('makes the directory too', async () => {
  expect(await loadSecret(path.join(dataDir, 'not', 'there'))).toHaveLength(64);
});

test('callers that start at once end with the same secret, and leave nothing else', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => loadSecret(dataDir)));
  expect(new Set(secrets).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['secret']);
});

test('never replaces a secret that appears while it makes one', async () => {
  const run = promisify(execFile);
  const program = `import { loadSecret } from '${path.resolve('src/auth/secret.ts')}';
    console.log(await loadSecret('${dataDir}'));`;
  const start = () =>
    run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program]);
  const [one, other] = await Promise.all([start(), start()]);
  expect(one.stdout).toBe(other.stdout);
  expect(one.stdout.trim()).toBe(await readFile(path.join(dataDir, 'secret'), 'utf8'));
});

test('takes one that was written by hand, without its newline', async () => {
  await writeFile(path.join(dataDir, 'secret'), 'written by hand, and long enough for it\n');
  expect(await loadSecret(dataDir)).toBe('written by hand, and long enough for it');
});

test('refuses one that is too short rather than weaken every token', async () => {
  await writeFile(path.join(dataDir, 'secret'), 'short');
  await expect(loadSecret(dataDir)).rejects.toThrow(/fewer than 32 characters/);
});

test('derives keys that differ by secret and by label, and always the same ones', () => {
  const key = deriveKey('a secret', 'a label');
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(deriveKey('a secret', 'a label')).toBe(key);
  expect(
    new Set([key, deriveKey('a secret', 'b label'), deriveKey('b secret', 'a label')]).size,
  ).toBe(3);
});
