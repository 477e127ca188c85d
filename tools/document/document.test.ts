import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findBreaking } from './breaking.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const document = fileURLToPath(new URL('../../openapi.json', import.meta.url));

test('the linters find nothing wrong with the document', async () => {
  const linted = await promisify(execFile)('npm', ['run', '--silent', 'lint'], { cwd: here });
  expect(linted.stdout).toContain("No results with a severity of 'hint' or higher found");
});

test('the document breaks no client of the released one', async () => {
  expect(await findBreaking(`${here}released.json`, document)).toEqual([]);
});
