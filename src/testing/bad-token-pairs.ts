import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Db } from '@/db/client';
import { jwks } from '@/db/schema/auth';

export interface PublishedKey {
  /** The id of the key. */
  kid: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

/** Keys of a service, each in another state. */
export interface PublishedKeys {
  /** Signs nothing new, and is good for what it signed. */
  current: PublishedKey;
  /** So old that all it signed has expired. */
  withdrawn: PublishedKey;
  /** For key agreement, not for signatures. */
  agreement: PublishedKey;
  /** Of another curve. */
  elliptic: PublishedKey;
}

export function createPublishedKeys(): PublishedKeys {
  return {
    current: withId(generateKeyPairSync('ed25519')),
    withdrawn: withId(generateKeyPairSync('ed25519')),
    agreement: withId(generateKeyPairSync('x25519')),
    elliptic: withId(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
  };
}

/** Puts the keys where the service looks for them; it goes on to sign with a key of its own. */
export async function publishKeys(db: Db, keys: PublishedKeys): Promise<void> {
  const rows = Object.entries(keys).map(([name, { kid, publicKey }]: [string, PublishedKey]) => ({
    id: kid,
    publicKey: JSON.stringify(publicKey.export({ format: 'jwk' })),
    privateKey: '',
    expiresAt: name === 'withdrawn' ? new Date(0) : new Date(Date.now() - 60_000),
  }));
  await db.insert(jwks).values(rows);
}

function withId(pair: Omit<PublishedKey, 'kid'>): PublishedKey {
  return { kid: crypto.randomUUID(), ...pair };
}
