const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const RANGE = /^[\w\s.*^~<>=|-]+$/;

/** The families of binaries of which npm could not fetch all, and so knows no hash of some. */
const UNHASHED = /^(@next\/swc|@ox(c-parser|fmt|lint)\/binding|@tailwindcss\/oxide)-/;

/** What in `package.json` and its lock file would let another package in than the one we know. */
export function findLockFaults(manifest, { lockfileVersion, packages }) {
  const { '': root, ...entries } = packages;
  return [
    ...(lockfileVersion === 3 ? [] : [`The lock file has version ${lockfileVersion}, not 3`]),
    ...manifestFaults(manifest, root, entries),
    ...Object.entries(entries).flatMap(([key, entry]) => entryFaults(manifest, key, entry)),
    ...permissionFaults(manifest, entries),
  ];
}

function manifestFaults(manifest, root, entries) {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
  return kinds.flatMap((kind) => {
    const [wanted, locked] = [manifest[kind] ?? {}, root[kind] ?? {}];
    const names = new Set([...Object.keys(wanted), ...Object.keys(locked)]);
    return [...names].flatMap((name) => [
      ...(EXACT.test(wanted[name]) ? [] : [`${name}: ${wanted[name]} is not an exact version`]),
      ...(wanted[name] === locked[name] ? [] : [`${name} is ${locked[name]} in the lock file`]),
      ...(wanted[name] === entries[`node_modules/${name}`]?.version
        ? []
        : [`${name} ${wanted[name]} is not what the lock file installs`]),
    ]);
  });
}

function entryFaults(manifest, key, entry) {
  const name = nameOf(key);
  const specs = { ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies };
  const isHashed = /^sha512-[\w+/]{86}==$/.test(entry.integrity ?? '');
  const isTold = {
    'has no SHA-512': isHashed || mayLackHash(name, entry),
    'names where it comes from': !('resolved' in entry || entry.link || entry.inBundle),
    'is another package than its folder says': (entry.name ?? name) === name,
    'has no exact version': EXACT.test(entry.version),
    'depends on something from outside of the registry': Object.values(specs).every((spec) =>
      RANGE.test(spec),
    ),
    'runs a script at install that allowScripts does not name':
      !entry.hasInstallScript || name in (manifest.allowScripts ?? {}),
  };
  return Object.entries(isTold)
    .filter(([, isFine]) => !isFine)
    .map(([fault]) => `${key} ${fault}`);
}

/** The binaries that our image and CI use, those of Linux with glibc on two processors, are hashed all the same. */
function mayLackHash(name, { optional, integrity, os = [], cpu = [], libc = [] }) {
  const isOurs = os.includes('linux') && !libc.includes('musl') && /^(x64|arm64)$/.test(cpu.join());
  return UNHASHED.test(name) && optional === true && integrity === undefined && !isOurs;
}

function permissionFaults({ allowScripts = {} }, entries) {
  const scripted = Object.entries(entries)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([key]) => nameOf(key));
  return Object.keys(allowScripts)
    .filter((name) => !scripted.includes(name))
    .map((name) => `allowScripts names ${name}, which has no script at install`);
}

function nameOf(key) {
  return key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
