import { setTimeout as wait } from 'node:timers/promises';
import { importJWK, type CompactJWSHeaderParameters, type CryptoKey, type JWK } from 'jose';
import type { Db } from '@/db/client';
import { listPublished } from './signing-keys';

/** Withdrawn keys are noticed after this long. */
const MAX_AGE_MS = 60_000;
/** Unknown key ids are looked for this often at most, however many strangers make up; nobody waits longer for it. */
const PAUSE_MS = 100;

/** Finds the Ed25519 key that a token names, among those at `/api/auth/jwks`; `lifetime` is that of tokens, in seconds. */
export function createPublicKeys(db: Db, lifetime: number) {
  let keys = new Map<string, CryptoKey>();
  let loadedAt = -Infinity;
  let loading: Promise<void> | undefined;

  return async ({ kid }: CompactJWSHeaderParameters): Promise<CryptoKey | undefined> => {
    if (typeof kid !== 'string') return undefined;
    const isOld = performance.now() - loadedAt > MAX_AGE_MS;
    if (isOld || !keys.has(kid)) await (loading ??= load());
    return keys.get(kid);
  };

  /** A token whose key was made a moment ago waits for the pause to end rather than be refused. */
  async function load(): Promise<void> {
    try {
      await wait(Math.max(0, loadedAt + PAUSE_MS - performance.now()));
      const rows = await listPublished(db, lifetime);
      keys = new Map((await Promise.all(rows.map(importKey))).flat());
    } finally {
      loadedAt = performance.now();
      loading = undefined;
    }
  }
}

/** A key of another kind, which this service did not make, must not keep the others from being read. */
async function importKey(row: { id: string; publicKey: string }): Promise<[string, CryptoKey][]> {
  const jwk = JSON.parse(row.publicKey) as JWK;
  if (jwk.crv !== 'Ed25519') return [];
  return [[row.id, (await importJWK(jwk, 'EdDSA')) as CryptoKey]];
}
