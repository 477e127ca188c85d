import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const MIN_LENGTH = 32;

/**
 * The secret kept in `dataDir`, made at the first call (64 characters, mode 0600); any number of processes get the same one.
 * @throws Error when the file holds fewer than 32 characters.
 */
export async function loadSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  const secret = (await readSecret(path)) ?? (await makeSecret(dataDir, path));
  if (secret.length < MIN_LENGTH) {
    throw new Error(
      `${path} holds fewer than ${MIN_LENGTH} characters; delete it to make a new one`,
    );
  }
  return secret;
}

/** A key of 43 characters for one purpose (HKDF-SHA256, RFC 5869); `label` names the purpose. */
export function deriveKey(secret: string, label: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', label, 32)).toString('base64url');
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function makeSecret(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeDurably(draft, randomBytes(48).toString('base64url'));
    // A link appears whole or not at all, and never replaces the one another process made.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(path, 'utf8')).trim();
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
