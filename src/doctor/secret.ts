import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Env } from '@/env';
import { failed, fine, type Finding, warning } from './finding';

const NAME = 'secret';
const HOW = 'Make one with `openssl rand -base64 48`. Another secret ends every log-in.';
const LEAST_BITS = 100;
const WORDS = /secret|password|change|example|default|tandem|test|1234|abcd|qwer/i;

/** Whether the secret that signs tokens can be guessed, or read by others. */
export async function examineSecret(env: Env): Promise<Finding> {
  if (env.BETTER_AUTH_SECRET) return judge(env.BETTER_AUTH_SECRET);
  const file = path.join(env.DATA_DIR, 'secret');
  const stats = await stat(file).catch(() => undefined);
  if (!stats) return fine(NAME, `will be made in ${env.DATA_DIR}`);
  if (stats.mode & 0o077) {
    return failed(NAME, `others can read ${file}`, `chmod 600 ${file}`);
  }
  const secret = await readFile(file, 'utf8').catch(() => undefined);
  if (secret === undefined) {
    return failed(NAME, `${file} cannot be read`, 'Run it as the user that Tandem runs as.');
  }
  return judge(secret.trim());
}

function judge(secret: string): Finding {
  if (secret.length < 32) return failed(NAME, 'it has fewer than 32 characters', HOW);
  if (WORDS.test(secret)) return warning(NAME, 'it has words that people think of', HOW);
  if (bitsOf(secret) < LEAST_BITS) return warning(NAME, 'it repeats few characters', HOW);
  return fine(NAME, `${secret.length} characters that look random`);
}

/** By how often each character is there (Shannon). */
function bitsOf(secret: string): number {
  const counts = new Map<string, number>();
  for (const character of secret) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count * Math.log2(secret.length / count))
    .reduce((sum, bits) => sum + bits, 0);
}
