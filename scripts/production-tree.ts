import lock from '../package-lock.json';

/** What the lock file says of one package. */
interface Entry {
  version: string;
  license: string;
  os?: string[];
  cpu?: string[];
  dev?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

/** A package of the production tree, by where it is installed. */
export interface Package extends Entry {
  key: string;
  name: string;
}

const { '': root, ...packages } = lock.packages;
const entries = packages as unknown as Record<string, Entry>;

/** The direct dependencies, those for one platform only last. */
export const direct: Package[] = [
  ...Object.keys(root.dependencies),
  ...Object.keys(root.optionalDependencies),
].map((name) => toPackage(`node_modules/${name}`));

/** All that a package needs, itself aside: its dependencies, and peers that it does not call optional. */
export function closureOf(start: Package): Package[] {
  const found = new Set<string>();
  const pending = [start.key];
  for (const key of pending) {
    // The binaries of a platform differ from machine to machine, with all they need.
    for (const next of isBinary(toPackage(key)) ? [] : neededBy(key)) {
      if (next === start.key || found.has(next)) continue;
      found.add(next);
      pending.push(next);
    }
  }
  return [...found].map(toPackage);
}

/** Whether a package is for one platform only. */
export function isBinary({ os, cpu }: Entry): boolean {
  return os !== undefined || cpu !== undefined;
}

/** What is installed without the development dependencies though nothing in production needs it. */
export function unneeded(needed: Set<string>): Package[] {
  return Object.keys(entries)
    .map(toPackage)
    .filter((found) => !found.dev && !isBinary(found) && !needed.has(found.key));
}

function neededBy(key: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
    toPackage(key);
  const peers = Object.keys(peerDependencies ?? {}).filter(
    (name) => !peerDependenciesMeta?.[name]?.optional,
  );
  const names = new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]);
  return [...names].map((name) => resolve(key, name));
}

/** Where Node finds a package that another one asks for. */
function resolve(from: string, name: string): string {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    const key = `${folder}/node_modules/${name}`;
    if (key in entries) return key;
    if (!folder.includes('/node_modules/')) break;
  }
  const key = `node_modules/${name}`;
  if (key in entries) return key;
  throw new Error(`The lock file lacks ${name}, which ${from} needs`);
}

function toPackage(key: string): Package {
  const marker = 'node_modules/';
  return { key, name: key.slice(key.lastIndexOf(marker) + marker.length), ...entries[key]! };
}
