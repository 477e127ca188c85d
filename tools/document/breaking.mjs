import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** What of the new document would break clients of the old one, a line each; none where the major version says so. */
export async function findBreaking(released, present) {
  const [before, now] = await Promise.all([majorOf(released), majorOf(present)]);
  if (now > before) return [];
  const { changes } = await diff(released, present);
  return changes.filter(isBreaking).map(describe);
}

async function majorOf(file) {
  const { info } = JSON.parse(await readFile(file, 'utf8'));
  return Number(info.version.split('.')[0]);
}

async function diff(released, present) {
  const { stdout } = await promisify(execFile)(
    'node_modules/.bin/redocly',
    ['diff', released, present, '--format', 'json', '--fail-on', 'none'],
    { cwd: HERE, maxBuffer: 100_000_000 },
  );
  return JSON.parse(stdout);
}

/** A field that is no longer read would be ignored in silence, which Redocly takes for harmless. */
function isBreaking({ impact, kind, path }) {
  return (
    impact === 'major' || (kind === 'removed' && /\/requestBody\/.*\/properties\/[^/]+$/.test(path))
  );
}

function describe({ path, verdicts, kind }) {
  const said = (verdicts ?? []).map(({ message }) => message).join(' ') || `It was ${kind}.`;
  return `${path}: ${said}`;
}
