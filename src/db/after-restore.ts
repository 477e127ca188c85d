import { onConnection } from './connection';

/** More than a backup can be behind: writes of one user, and new tasks of all. */
const WRITES = 1_000_000_000;
const TASKS = 10_000_000;
const SILENT_SECONDS = 3_600;

/** How many users and log-ins there were. */
interface Restored {
  users: number;
  sessions: number;
}

/**
 * Makes a database that was restored from a backup safe for clients that know what came after it. Revisions and
 * ids go on far behind those that were given out since, so that no version, tag, cursor or id means something
 * else than it did: old tags match nothing, old cursors are a 410. Log-ins of the backup end, since some of
 * them had ended.
 */
export async function afterRestore(url: string): Promise<Restored> {
  const purpose = { url, name: 'after-restore', silentSeconds: SILENT_SECONDS };
  return onConnection(purpose, (client) =>
    client.begin(async (sql) => {
      // Who has no task in the backup may have had some since.
      const { count: users } = await sql`
        insert into task_revisions (user_id, revision, purged_revision)
        select id, ${WRITES}, ${WRITES} from "user"
        on conflict (user_id) do update set
          revision = task_revisions.revision + ${WRITES},
          purged_revision = task_revisions.revision + ${WRITES}`;
      await sql`update tasks set version = version + ${WRITES}`;
      await sql`
        select setval(sequence, nextval(sequence) + ${TASKS})
        from (select pg_get_serial_sequence('tasks', 'id')::regclass as sequence) as ids`;
      const { count: sessions } = await sql`delete from session`;
      return { users, sessions };
    }),
  );
}
