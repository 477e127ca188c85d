import { expect, test } from 'vitest';
import manifest from '../package.json';
import lock from '../package-lock.json';
import { findLockFaults } from './lock-faults.mjs';

type Entry = Record<string, unknown>;

interface Copies {
  manifest: { dependencies: Entry; allowScripts: Entry };
  lock: { lockfileVersion: number; packages: Record<string, Entry> };
}

const FAULTS: [string, (change: Copies) => unknown, string][] = [
  [
    'a range instead of a version',
    ({ manifest: { dependencies } }) => (dependencies.zod = '^4.6.7'),
    'zod: ^4.6.7 is not an exact version',
  ],
  [
    'a git repository instead of a version',
    ({ manifest: { dependencies } }) => (dependencies.zod = 'github:colinhacks/zod'),
    'zod: github:colinhacks/zod is not an exact version',
  ],
  [
    'a dependency that the lock file does not know',
    ({ manifest: { dependencies } }) => (dependencies.lodash = '4.17.21'),
    'lodash is undefined in the lock file',
  ],
  [
    'a dependency that only the lock file knows',
    ({ manifest: { dependencies } }) => delete dependencies.zod,
    'zod is 4.6.7 in the lock file',
  ],
  [
    'another version than the one that is asked for',
    ({ lock: { packages } }) => (packages['node_modules/zod']!.version = '4.6.6'),
    'zod 4.6.7 is not what the lock file installs',
  ],
  [
    'an older lock file',
    (copies) => (copies.lock.lockfileVersion = 2),
    'The lock file has version 2, not 3',
  ],
  [
    'no hash',
    ({ lock: { packages } }) => delete packages['node_modules/zod']!.integrity,
    'node_modules/zod has no SHA-512',
  ],
  [
    'a weak hash',
    ({ lock: { packages } }) =>
      (packages['node_modules/zod']!.integrity = 'sha1-kiTmL4DHNPYf6oLhA0E5Cg5cQ9A='),
    'node_modules/zod has no SHA-512',
  ],
  [
    'no hash of a binary that runs in CI',
    ({ lock: { packages } }) => delete packages['node_modules/@next/swc-linux-x64-gnu']!.integrity,
    'node_modules/@next/swc-linux-x64-gnu has no SHA-512',
  ],
  [
    'an address',
    ({ lock: { packages } }) =>
      (packages['node_modules/zod']!.resolved = 'https://example.com/zod.tgz'),
    'node_modules/zod names where it comes from',
  ],
  [
    'a folder',
    ({ lock: { packages } }) => (packages['node_modules/zod']!.link = true),
    'node_modules/zod names where it comes from',
  ],
  [
    'another package under a known name',
    ({ lock: { packages } }) => (packages['node_modules/zod']!.name = 'zod-but-not-quite'),
    'node_modules/zod is another package than its folder says',
  ],
  [
    'a git repository far down',
    ({ lock: { packages } }) =>
      (packages['node_modules/pino']!.dependencies = { colors: 'someone/colors' }),
    'node_modules/pino depends on something from outside of the registry',
  ],
  [
    'a new script at install',
    ({ lock: { packages } }) => (packages['node_modules/zod']!.hasInstallScript = true),
    'node_modules/zod runs a script at install that allowScripts does not name',
  ],
  [
    'a permission that nothing needs',
    ({ manifest: { allowScripts } }) => (allowScripts.zod = true),
    'allowScripts names zod, which has no script at install',
  ],
];

test('the lock file lets nothing in but what we know', () => {
  expect(findLockFaults(manifest, lock)).toEqual([]);
});

test.each(FAULTS)('%s is found', (_, change, fault) => {
  const copies: Copies = structuredClone({ manifest, lock });
  change(copies);
  expect(findLockFaults(copies.manifest, copies.lock)).toContain(fault);
});
