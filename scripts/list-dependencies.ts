import { writeFileSync } from 'node:fs';
import { reasonFor, refuseOtherReasons } from './dependency-reasons';
import { bytesOf, sizeOf } from './installed-size';
import { loadedByPages, loadedByServer } from './loaded-packages';
import { closureOf, direct, isBinary, type Package, unneeded } from './production-tree';

const [server, pages] = await Promise.all([loadedByServer(), loadedByPages()]);
const throughNext = closureOf(direct.find(({ name }) => name === 'next')!);
for (const { key } of throughNext) server.add(key);
for (const loaded of [server, pages]) loaded.add('node_modules/next');

const needed = new Map(
  [...direct, ...direct.flatMap(closureOf)].map((found) => [found.key, found]),
);
const all = [...needed.values()];
const binaries = all.filter(isBinary);
const portable = all.filter((found) => !isBinary(found));
const directly = portable.filter(({ key }) => direct.some((one) => one.key === key));
const indirectly = portable.filter((found) => !directly.includes(found));
const idle = portable.filter(({ key }) => !server.has(key) && !pages.has(key));
const scripted = all.filter(({ hasInstallScript }) => hasInstallScript);

refuseOtherReasons(direct.map(familyOf));
writeFileSync('docs/dependencies.md', render());

function render(): string {
  const others = unneeded(new Set(needed.keys()));
  return `# Dependencies of the running server

Written by \`npm run generate\` from the lock file and the installed packages; CI fails when it is out of
date. What serves only to build and test is not here. How a dependency is chosen is decided in
[0007](decisions/0007-dependencies.md).

- ${directly.length} packages are asked for, ${indirectly.length} come along with them: ${sizeOf(portable)} installed.
- “Loaded by” says what a bundler can reach: ${portable.filter(({ key }) => server.has(key)).length} packages from the server's first file, all that Next
  brings counted in, and ${portable.filter(({ key }) => pages.has(key)).length} from the pages. Neither reaches the other ${idle.length}: ${sizeOf(idle)}.
- Binaries of a platform come besides: ${familiesOf(binaries)}.
  Each machine gets its own, so their sizes are not told.
- Only ${familiesOf(scripted)} runs a script at install.
- \`npm ci --omit=dev\` installs ${others.length} more packages, which Better Auth and Next name as optional peers and
  we use for building and testing. \`npm ci --omit=dev --omit=optional\` leaves those out, and the embedded
  PostgreSQL.

## Asked for

“Brings” counts the other packages that it needs, and their size with its own; several share some of them.

| package | version | licence | size | brings | in all | loaded by | reason |
| --- | --- | --- | --: | --: | --: | --- | --- |
${directly.map(rowOf).join('\n')}
${binaryRows().join('\n')}

## Coming along

| package | version | licence | size | loaded by |
| --- | --- | --- | --: | --- |
${indirectly.toSorted(bySize).map(shortRowOf).join('\n')}
`;
}

function rowOf(found: Package): string {
  const brought = closureOf(found).filter((one) => !isBinary(one));
  return row([
    `\`${found.name}\``,
    found.version,
    found.license,
    sizeOf([found]),
    String(brought.length),
    sizeOf([found, ...brought]),
    loadersOf(found),
    reasonFor(found.name),
  ]);
}

function shortRowOf(found: Package): string {
  const { name, version, license } = found;
  return row([`\`${name}\``, version, license, sizeOf([found]), loadersOf(found)]);
}

/** One row for each family: which of them is installed depends on the machine. */
function binaryRows(): string[] {
  const families = new Map(direct.filter(isBinary).map((one) => [familyOf(one), one]));
  return [...families].map(([family, { version, license }]) =>
    row([`\`${family}\``, version, license, '', '', '', 'server', reasonFor(family)]),
  );
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function loadersOf({ key }: Package): string {
  const loaders = [server.has(key) && 'server', pages.has(key) && 'browser'];
  return loaders.filter(Boolean).join(', ') || 'nothing';
}

function familiesOf(packages: Package[]): string {
  return [...new Set(packages.map(familyOf))]
    .toSorted()
    .map((name) => `\`${name}\``)
    .join(', ');
}

/** `@img/sharp-*` for `@img/sharp-linux-x64`. */
function familyOf(found: Package): string {
  return isBinary(found)
    ? found.name.replace(/(darwin|freebsd|linux|webcontainers|win32)\w*-.*$/, '*')
    : found.name;
}

function bySize(one: Package, other: Package): number {
  return bytesOf(other) - bytesOf(one) || (one.key < other.key ? -1 : 1);
}
