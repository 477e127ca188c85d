import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database, Db } from './client';
import { isMigrated } from './migrate';

/** Shorter than a balancer waits. */
const PATIENCE_MS = 2_000;

/** Whether the database answers within 2 s, has every migration and takes writes; one that takes none is left. */
export async function isUsable({
  db,
  reconnect,
}: Pick<Database, 'db' | 'reconnect'>): Promise<boolean> {
  const patience = new AbortController();
  const looks = Promise.all([isMigrated(db), isWritable(db)]).catch(() => []);
  const tooLate = wait(PATIENCE_MS, [], { signal: patience.signal }).catch(() => []);
  const [migrated = false, writable] = await Promise.race<boolean[]>([looks, tooLate]);
  patience.abort();
  if (writable === false) reconnect();
  return migrated && writable === true;
}

async function isWritable(db: Db): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 where current_setting('transaction_read_only') = 'off'`,
  );
  return rows.length > 0;
}
