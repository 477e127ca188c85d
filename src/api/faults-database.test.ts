import { LIMIT, test } from '@/testing/faulty-service';
import { connectOnce } from '@/testing/connect-once';
import type { Member } from '@/testing/members';
import type { OwnPostgres } from '@/testing/own-postgres';
import { expectOutcomes, suffer, unavailable, unavailableAtWorst } from '@/testing/suffer';

/** What is done to PostgreSQL; the result undoes it. */
type Blow = (postgres: OwnPostgres) => Promise<() => Promise<unknown>>;

const BLOWS: [string, Blow][] = [
  ['is stopped', (postgres) => postgres.stop('fast').then(() => postgres.start)],
  ['has crashed', (postgres) => postgres.stop('immediate').then(() => postgres.start)],
  ['is killed', (postgres) => postgres.kill().then(() => postgres.start)],
  ['has no connection left', (postgres) => postgres.exhaust()],
  ['wants another password', changePassword],
  ['lets nobody into the database', closeDatabase],
  ['has no database of that name', renameDatabase],
];

test.for(BLOWS)(
  'while PostgreSQL %s everything is a 503, and afterwards as it was',
  LIMIT,
  async ([, strike], { service }) => {
    const begin = () => strike(service.postgres);
    const asked = await suffer(service.servers, { begin, readiness: 503 });
    expectOutcomes(asked, unavailable);
  },
);

test(
  'while PostgreSQL takes no writes, they are a 503, and reads at worst',
  LIMIT,
  async ({ service }) => {
    const { postgres, servers } = service;
    const begin = async () => {
      await postgres.setReadOnly(true);
      return () => postgres.setReadOnly(false);
    };
    const asked = await suffer(servers, { begin, readiness: 503 });
    expectOutcomes(asked, (one) => (one.isWrite ? 'unavailable' : unavailableAtWorst(one)));
  },
);

test(
  'while somebody holds a lock on what a user writes, that is a 503 to them, and reads go on',
  LIMIT,
  async ({ service }) => {
    const { postgres, servers } = service;
    const asked = await suffer(servers, { begin: (member) => lockRows(postgres, member) });
    expectOutcomes(asked, ({ name, success }) => (LOCKED.test(name) ? 'unavailable' : success));
  },
);

test.for(['crash', 'terminateBackends'] as const)(
  'what is cut off in between is a 503 and no worse (%s)',
  LIMIT,
  async (blow, { service }) => {
    const { postgres, servers } = service;
    const begin = async () => {
      await postgres[blow]();
      return async () => undefined;
    };
    expectOutcomes(await suffer(servers, { begin }), unavailableAtWorst);
  },
);

/** What writes to the tasks of the user, or opens a session for them. */
const LOCKED = /create|bulk|update|toggle|delete$|sign-in/;

/** As somebody would who has forgotten a transaction. */
async function lockRows({ url }: OwnPostgres, { id }: Member) {
  const sql = connectOnce(url);
  await sql`begin`;
  await sql`select from "user" where id = ${id} for update`;
  await sql`select from task_revisions where user_id = ${id} for update`;
  return () => sql.end();
}

async function changePassword(postgres: OwnPostgres) {
  const { password } = new URL(postgres.url);
  await administer(postgres, "alter role tandem password 'another'");
  await postgres.terminateBackends();
  return () => administer(postgres, `alter role tandem password '${password}'`);
}

async function closeDatabase(postgres: OwnPostgres) {
  await administer(postgres, 'alter database tandem allow_connections false');
  await postgres.terminateBackends();
  return () => administer(postgres, 'alter database tandem allow_connections true');
}

async function renameDatabase(postgres: OwnPostgres) {
  const open = await closeDatabase(postgres);
  await administer(postgres, 'alter database tandem rename to elsewhere');
  return () => administer(postgres, 'alter database elsewhere rename to tandem').then(open);
}

function administer(postgres: OwnPostgres, statement: string) {
  return postgres.administer((sql) => sql.unsafe(statement));
}
