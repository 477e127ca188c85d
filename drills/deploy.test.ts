import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createIgnore } from './image/ignore';

/** The variables that there are. */
const known = namesIn(await readFile('.env.example', 'utf8'));

test('compose.yaml sets variables that there are, and compose.env names what it asks for', async () => {
  const compose = await readFile('deploy/compose.yaml', 'utf8');
  const [, common = ''] = /environment: &environment\n((?: {4}.*\n)+)/.exec(compose) ?? [];
  const [, more = ''] = /<<: \*environment\n((?: {6}[A-Z].*\n)+)/.exec(compose) ?? [];
  const set = [...(common + more).matchAll(/^ +([A-Z_]+):/gm)].map(([, name]) => name);
  expect(set).toEqual(expect.arrayContaining(['DATABASE_URL', 'BETTER_AUTH_SECRET']));
  expect(set.filter((name) => !known.includes(name ?? ''))).toEqual([]);

  const asked = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
  const named = namesIn(await readFile('deploy/compose.env', 'utf8'));
  expect(named.toSorted()).toEqual([...asked].toSorted());
});

test('the image and the unit set variables that there are', async () => {
  const [image, unit] = await Promise.all([
    readFile('Dockerfile', 'utf8'),
    readFile('deploy/tandem.service', 'utf8'),
  ]);
  const lines = [/^ENV (.*)$/m.exec(image)?.[1], /^Environment=(.*)$/m.exec(unit)?.[1]];
  const set = lines.flatMap((line = '') => line.split(' ').map((pair) => pair.split('=')[0]));
  expect(set).toEqual(['NODE_ENV', 'HOST', 'PORT', 'NODE_ENV', 'DATA_DIR']);
  expect(set.filter((name) => name !== 'NODE_ENV' && !known.includes(name ?? ''))).toEqual([]);
});

test('what git ignores stays out of the build of the image', async () => {
  const isOut = createIgnore(await readFile('.dockerignore', 'utf8'));
  const lines = (await readFile('.gitignore', 'utf8')).split('\n');
  const ignored = lines.filter((line) => line !== '').map((line) => line.replace(/\/$/, ''));
  // Made by Next for editors, and logs of a profiler: what is built does not hang on them.
  const harmless = ['next-env.d.ts', 'isolate-*.log'];
  expect(ignored.filter((name) => !isOut(name.replace('*', 'x')))).toEqual(harmless);
});

function namesIn(file: string): string[] {
  return [...file.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);
}
