import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { findLockFaults } from './lock-faults.mjs';

/** Packages of their own, so that `npm ci` need not fetch their many tools for everybody. */
const FOLDERS = ['sdk', 'tools/document', 'tools/clients'];

/** All, or those that are named. */
const wanted = process.argv.length > 2 ? process.argv.slice(2) : FOLDERS;

for (const folder of wanted.filter(isOutdated)) {
  const faults = findLockFaults(read(folder, 'package.json'), read(folder, 'package-lock.json'));
  if (faults.length > 0) throw new Error(`${folder}: ${faults.join('\n')}`);
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
}

function isOutdated(folder) {
  const installed = path.join(folder, 'node_modules/.package-lock.json');
  const lock = path.join(folder, 'package-lock.json');
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs;
}

function read(folder, file) {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
}
