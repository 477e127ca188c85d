import { createHash } from 'node:crypto';

/** A JSON value as base64url, for clients to keep and send back. */
export function toOpaque(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The value in such a text, undefined if there is none. */
export function fromOpaque(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** A short text that differs where the JSON value does. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}
