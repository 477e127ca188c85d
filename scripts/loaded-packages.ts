import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';

/** The folders in `node_modules` of the packages whose code the server can load, those that Next loads aside. */
export function loadedByServer(): Promise<Set<string>> {
  return bundledBy({
    entryPoints: ['src/host/main.ts'],
    platform: 'node',
    external: ['next'],
    // Node loads also what a bundle would drop.
    treeShaking: false,
    ignoreAnnotations: true,
  });
}

/** The same of the code that the pages send to the browser, and that Next runs to render them. */
export function loadedByPages(): Promise<Set<string>> {
  const entryPoints = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => path.join('src', name))
    .filter((file) => file.endsWith('.tsx') && isForBrowser(file));
  const loader = { '.css': 'empty' } as const;
  return bundledBy({ entryPoints, platform: 'browser', external: ['next/*'], loader });
}

function isForBrowser(file: string): boolean {
  return readFileSync(file, 'utf8').startsWith("'use client'");
}

async function bundledBy(options: BuildOptions): Promise<Set<string>> {
  const { metafile } = await build({
    ...options,
    bundle: true,
    format: 'esm',
    outdir: 'dist',
    write: false,
    metafile: true,
  });
  const inputs = Object.values(metafile!.outputs).flatMap((output) =>
    Object.entries(output.inputs),
  );
  const folders = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return new Set(folders.filter((folder) => folder !== undefined));
}
