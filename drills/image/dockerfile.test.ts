import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { commandIn, parseDockerfile, variablesIn } from './dockerfile';
import { createIgnore } from './ignore';

test('a Dockerfile is its stages, with comments left out and lines joined', () => {
  const source = [
    '# First.',
    'FROM node:24-slim AS build',
    'RUN one && \\',
    '  two',
    '',
    'FROM node:24-slim',
    '  # Within.',
    'COPY --from=build /app/dist dist',
  ].join('\n');
  expect(parseDockerfile(source)).toEqual([
    {
      name: 'build',
      base: 'node:24-slim',
      instructions: [{ name: 'RUN', text: 'one && two' }],
    },
    {
      name: '1',
      base: 'node:24-slim',
      instructions: [{ name: 'COPY', text: '--from=build /app/dist dist' }],
    },
  ]);
});

test.each(['RUN before any stage', 'FROM node:24-slim\n??'])('%j is refused', (source) => {
  expect(() => parseDockerfile(source)).toThrow('is not understood');
});

test('commands and variables are read as an engine reads them', () => {
  expect(commandIn('--interval=10s CMD ["node", "-e", "a(b[0])"]')).toEqual([
    'node',
    '-e',
    'a(b[0])',
  ]);
  expect(variablesIn('HOST=0.0.0.0 PORT=3000')).toEqual({ HOST: '0.0.0.0', PORT: '3000' });
});

test.each([
  ['.env.local', true],
  ['.env', true],
  ['node_modules/next/package.json', true],
  ['sdk/node_modules', true],
  ['e2e/tasks.spec.ts', true],
  ['src/env.ts', false],
  ['src/e2e/file.ts', false],
  ['distance.ts', false],
])('%s stays out of the image’s build: %s', async (file, isOut) => {
  expect(createIgnore(await readFile('.dockerignore', 'utf8'))(file)).toBe(isOut);
});
