import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server that is measured, and how it is started. */
export interface Contender {
  title: string;
  command: [string, ...string[]];
  directory: string;
  /** Whether it has everything that Tandem has. */
  ours: boolean;
  /** Whether it can be started here. */
  isThere?: () => boolean;
  /** Makes of it what production runs. */
  build?: () => void;
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PEERS = path.join(ROOT, 'bench/peers');
const STOCK = path.join(PEERS, 'stock');
const NEXT = path.join(ROOT, 'node_modules/next/dist/bin/next');
const PYTHON = '/usr/bin/python3';

/** Those that the others are compared with. */
export const FASTIFY = 'Fastify';
export const BARE = 'node:http, bare';

/** All of them, by the names that `--only` takes; `against` is the directory of another build of Tandem. */
export function listContenders(against?: string): Map<string, Contender> {
  return new Map([
    ['tandem', tandem('Tandem', ROOT)],
    ...(against
      ? [['against', tandem('Tandem, other build', path.resolve(against))] as const]
      : []),
    ['node', peer(BARE, 'node', 'bare/server.mjs')],
    ['fastify', peer(FASTIFY, 'node', 'fastify/server.mjs')],
    ['hono', peer('Hono, zod-openapi', 'node', 'hono/server.mjs')],
    ['orpc', peer('oRPC, OpenAPI', 'node', 'orpc/server.mjs')],
    [
      'stock',
      { ...peer('Next, trpc-to-openapi', 'node', NEXT, 'start', 'stock'), build: buildStock },
    ],
    ['fastapi', { ...peer('FastAPI, asyncpg', PYTHON, 'fastapi/server.py'), isThere: hasPackages }],
  ]);
}

/** Installs what the peers are made of, apart from the packages of Tandem, unless it is there. */
export function installPeers(): void {
  if (existsSync(path.join(PEERS, 'node_modules'))) return;
  process.stdout.write('Installing the peers …\n');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: PEERS, stdio: 'inherit' });
}

function tandem(title: string, directory: string): Contender {
  return { title, command: ['node', 'dist/server.mjs'], directory, ours: true };
}

function peer(title: string, ...command: Contender['command']): Contender {
  return { title, command, directory: PEERS, ours: false };
}

function buildStock(): void {
  if (existsSync(path.join(STOCK, '.next/BUILD_ID'))) return;
  process.stdout.write('Building the stock way …\n');
  // Turbopack would take the instrumentation of Tandem for its own.
  execFileSync('node', [NEXT, 'build', '--webpack'], { cwd: STOCK, stdio: 'ignore' });
}

function hasPackages(): boolean {
  const imports = 'import asyncpg, fastapi, httptools, jwt, uvicorn, uvloop';
  return spawnSync(PYTHON, ['-c', imports], { stdio: 'ignore' }).status === 0;
}
