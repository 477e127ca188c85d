import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database, Db } from './client';
import { isMigrated } from './migrate';

/** Shorter than a balancer waits. */
const PATIENCE_MS = 2_000;

/**
 * Tells whether the database answers within 2 s, has every migration and takes writes; one that takes
 * none is left. Who asks while another look is under way shares it, however many they are.
 */
export function createReadiness({ db, reconnect }: Pick<Database, 'db' | 'reconnect'>) {
  let looking: Promise<boolean> | undefined;

  return async (): Promise<boolean> => {
    looking ??= look().finally(() => (looking = undefined));
    const patience = new AbortController();
    const tooLate = wait(PATIENCE_MS, false, { signal: patience.signal }).catch(() => false);
    return Promise.race([looking, tooLate]).finally(() => patience.abort());
  };

  async function look(): Promise<boolean> {
    try {
      const [migrated, writable] = await Promise.all([isMigrated(db), isWritable(db)]);
      if (!writable) reconnect();
      return migrated && writable;
    } catch {
      return false;
    }
  }
}

async function isWritable(db: Db): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 where current_setting('transaction_read_only') = 'off'`,
  );
  return rows.length > 0;
}
