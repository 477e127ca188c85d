import postgres from 'postgres';

/** Says to the other processes that the server is in use. */
export interface Presence {
  /** Ends it; `last` runs if no other process is present, and none can come before it has settled. */
  leave(last: () => Promise<void>): Promise<void>;
}

const LOCK = 7_461_002;

/**
 * Joins the users of the server at `url`: a shared advisory lock, held as long as the process lives.
 * Waits while the last user is stopping the server, and then rejects.
 */
export async function enter(url: string): Promise<Presence> {
  let leaving = false;
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 10,
    backoff: () => 0.2,
    fetch_types: false,
    connection: { application_name: 'tandem presence' },
    onnotice: () => undefined,
    onclose: () => {
      // A server that restarts after a crash has forgotten the lock.
      if (!leaving) lock(sql).catch(() => undefined);
    },
  });

  try {
    await lock(sql);
  } catch (error) {
    leaving = true;
    await sql.end({ timeout: 0 });
    throw error;
  }

  return {
    leave: async (last) => {
      leaving = true;
      try {
        if (await isLast(sql)) await last();
      } finally {
        await sql.end({ timeout: 0 });
      }
    },
  };
}

async function lock(sql: postgres.Sql): Promise<void> {
  await sql`select pg_advisory_lock_shared(${LOCK})`;
}

/** Lets go first, then tries: of two that leave together, one succeeds. A dead server has no last user. */
async function isLast(sql: postgres.Sql): Promise<boolean> {
  try {
    await sql`select pg_advisory_unlock_shared(${LOCK})`;
    const [row] = await sql`select pg_try_advisory_lock(${LOCK}) as taken`;
    return row?.taken;
  } catch {
    return false;
  }
}
