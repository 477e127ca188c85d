import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database, Db } from './client';
import { isMigrated } from './migrate';
import { statement } from './statement';

/** Shorter than a balancer waits. */
const PATIENCE_MS = 2_000;

const ask = statement(writable);
// Short reads have a connection of their own.
const askShared = statement(writable, { isShort: true });

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
      const [migrated, ...found] = await Promise.all([
        isMigrated(db),
        ask(db, {}),
        askShared(db, {}),
      ]);
      const isWritable = found.every((rows) => rows.length > 0);
      if (!isWritable) reconnect();
      return migrated && isWritable;
    } catch {
      return false;
    }
  }
}

/** A row from a server that takes writes. */
function writable(db: Db) {
  const isOff = sql`current_setting('transaction_read_only') = 'off'`;
  return db
    .select({ one: sql`1`.as('one') })
    .from(sql`(values (1)) as one`)
    .where(isOff);
}
