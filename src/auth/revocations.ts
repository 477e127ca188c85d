import type { Db } from '@/db/client';
import { openConnection } from '@/db/connection';
import { describeFailure } from '@/db/failures';
import type { Log } from './failures';
import { isSessionRevoked, listRecentlyRevoked, listRevoked } from './revoked-sessions';

const POLL_MS = 2_000;
/** A listener that has heard nothing for so long is replaced: its connection may be dead. */
const SILENT_SECONDS = 60;
/** Two polls that failed: who was cut off must not believe what it knew when it is back. */
const STALE_MS = 4_000;
const FULL_MS = 3_600_000;

export interface RevocationOptions {
  /** The pool; it may go through a transaction pooler. */
  db: Db;
  /** Leads to PostgreSQL without a pooler, for LISTEN. */
  directUrl: string;
  log: Log;
  /** Called when sessions turn out to have ended. */
  onRevoked?: () => void;
  pollMs?: number;
  /** Milliseconds without news after which the table is asked about each token. */
  staleMs?: number;
}

export interface Revocations {
  /** Whether the session has ended; a promise only when there has been no news for too long. */
  isRevoked(sid: string): boolean | Promise<boolean>;
  /** Ends a session's tokens in this process; `exp` is when it would have expired, in seconds since the epoch. */
  add(sid: string, exp: number): void;
  close(): Promise<void>;
}

/**
 * Knows the sessions that ended before their tokens do: told by the trigger on `session`, and polling besides.
 * @throws when the database cannot be reached at the start.
 */
export async function createRevocations(options: RevocationOptions): Promise<Revocations> {
  const { db, directUrl, log, onRevoked, pollMs = POLL_MS, staleMs = STALE_MS } = options;
  const revoked = new Map<string, number>();
  const purpose = { url: directUrl, name: 'revocations', silentSeconds: SILENT_SECONDS };
  const listener = openConnection(purpose);
  let syncedAt = -Infinity;
  let fullAt = -Infinity;
  let polling: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  // Whatever was told between two connections was not heard, so each new one reads everything.
  listener.listen('session_revoked', hear, () => void pullAll().catch(report)).catch(report);
  await pullAll().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  timer = setInterval(poll, pollMs).unref();
  return { isRevoked, add, close };

  function isRevoked(sid: string): boolean | Promise<boolean> {
    if (revoked.has(sid)) return true;
    return isStale() && isSessionRevoked(db, sid);
  }

  function add(sid: string, exp: number): void {
    if (revoked.has(sid)) return;
    revoked.set(sid, exp);
    onRevoked?.();
  }

  async function close(): Promise<void> {
    clearInterval(timer);
    await listener.end({ timeout: 1 });
    await polling;
  }

  function hear(payload: string): void {
    const { sid, exp } = JSON.parse(payload) as { sid: string; exp: number };
    add(sid, exp);
  }

  function report(error: unknown): void {
    log.error({ failure: describeFailure(error) }, 'Revoked sessions could not be read');
  }

  function isStale(): boolean {
    return performance.now() - syncedAt > staleMs;
  }

  function poll(): void {
    const isFullDue = isStale() || performance.now() - fullAt > FULL_MS;
    polling ??= (isFullDue ? pullAll() : pull(listRecentlyRevoked))
      .catch(report)
      .finally(() => (polling = undefined));
  }

  async function pullAll(): Promise<void> {
    const startedAt = performance.now();
    await pull(listRevoked);
    fullAt = startedAt;
  }

  async function pull(list: typeof listRevoked): Promise<void> {
    const startedAt = performance.now();
    for (const { sid, exp } of await list(db)) add(sid, exp);
    syncedAt = startedAt;
    dropExpired(revoked);
  }
}

function dropExpired(revoked: Map<string, number>): void {
  const now = Date.now() / 1_000;
  for (const [sid, exp] of revoked) if (exp < now) revoked.delete(sid);
}
