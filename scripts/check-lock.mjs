import { readFileSync } from 'node:fs';
import { findLockFaults } from './lock-faults.mjs';

// Needs no package, so that it can run before any is installed.
const faults = findLockFaults(read('package.json'), read('package-lock.json'));

for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exit(faults.length > 0 ? 1 : 0);

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
