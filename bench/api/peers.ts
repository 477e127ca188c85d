import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the peers and their packages are. */
export const PEERS = fileURLToPath(new URL('../peers', import.meta.url));

/** Installs what the peers are made of, apart from the packages of Tandem, unless it is there. */
export function installPeers(): void {
  if (existsSync(path.join(PEERS, 'node_modules'))) return;
  process.stdout.write('Installing the peers …\n');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: PEERS, stdio: 'inherit' });
}
