import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Package } from './production-tree';

/** The bytes of the files of a package, those of packages within it aside. */
export function bytesOf({ key }: Package): number {
  return bytesIn(key);
}

/** The size of packages together, to read: `12 kB`, `3.4 MB`. */
export function sizeOf(packages: Package[]): string {
  const bytes = packages.map(bytesOf).reduce((sum, size) => sum + size, 0);
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function bytesIn(directory: string): number {
  return readdirSync(directory)
    .filter((name) => name !== 'node_modules')
    .map((name) => {
      const file = path.join(directory, name);
      const stats = lstatSync(file);
      return stats.isDirectory() ? bytesIn(file) : stats.size;
    })
    .reduce((sum, size) => sum + size, 0);
}
