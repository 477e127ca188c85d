import { readEnv } from '@/env';
import { VERSION } from '@/version';
import { examine } from './examine';
import type { Finding } from './finding';

const findings = await examine(readEnv);
const isWell = findings.every(({ status }) => status !== 'failed');
const text = process.argv.includes('--json')
  ? JSON.stringify({ version: VERSION, ok: isWell, findings }, undefined, 2)
  : findings.map(describe).join('\n');
process.stdout.write(`${text}\n`);
process.exitCode = isWell ? 0 : 1;

function describe({ name, status, found, advice }: Finding): string {
  const line = `${status.padEnd(9)}${name.padEnd(16)}${found}`;
  return advice === undefined ? line : `${line}\n${' '.repeat(25)}${advice}`;
}
