import type { Jwk } from 'better-auth/plugins';
import { gt, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { jwks } from '@/db/schema/auth';
import { inTransaction } from '@/db/transaction';

/** Seconds that a key signs for; then a new one is made. */
export const ROTATION = 30 * 86_400;

const HOUR = 3_600;

/** Seconds that a key verifies for after it ceased to sign, so that it outlives the last token it signed. */
export function graceAfter(lifetime: number): number {
  return lifetime + HOUR;
}

/** The keys that good tokens may be signed with; `lifetime` is that of tokens, in seconds. */
export function listPublished(db: Db, lifetime: number) {
  const grace = sql`make_interval(secs => ${graceAfter(lifetime)})`;
  return db
    .select({ id: jwks.id, publicKey: jwks.publicKey })
    .from(jwks)
    .where(gt(jwks.expiresAt, sql`now() - ${grace}`));
}

/** Keeps `key` and returns it, or else the one that somebody made meanwhile: all who find no key make one. */
export function keepSigningKey(db: Db, key: Omit<Jwk, 'id'>): Promise<Jwk> {
  return inTransaction(db, async (tx) => {
    await tx.execute(sql`lock table ${jwks} in share row exclusive mode`);
    const current = await tx
      .select()
      .from(jwks)
      .where(gt(jwks.expiresAt, sql`now()`));
    const added = { ...key, id: crypto.randomUUID() };
    if (current.length === 0) await tx.insert(jwks).values(added);
    return (current[0] as Jwk | undefined) ?? added;
  });
}
