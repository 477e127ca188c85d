import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const INPUTS = [
  'src',
  'scripts',
  'next.config.mjs',
  'postcss.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const OUTPUTS = ['.next/BUILD_ID', 'dist/server.mjs'];

if (newest(INPUTS) > Math.min(...OUTPUTS.map(timeOf))) {
  process.stdout.write('Building, which takes a minute …\n');
  const { status } = spawnSync('npm', ['run', 'build'], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

function newest(paths) {
  return Math.max(...paths.flatMap(filesIn).map(timeOf));
}

function filesIn(file) {
  if (!statSync(file).isDirectory()) return [file];
  return readdirSync(file, { recursive: true }).map((name) => path.join(file, name));
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
