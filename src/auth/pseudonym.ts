import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { deriveKey } from './secret';

const MOST_KEPT = 10_000;

/** Names users for the log: always the same 22 characters for one user, of which nobody without the secret can tell whose they are. */
export function createPseudonyms(secret: string): (userId: string) => string {
  const key = deriveKey(secret, 'tandem log');
  const kept = new LRUCache<string, string>({ max: MOST_KEPT });
  return (userId) => {
    const known = kept.get(userId);
    if (known) return known;
    const name = createHmac('sha256', key).update(userId).digest('base64url').slice(0, 22);
    kept.set(userId, name);
    return name;
  };
}
