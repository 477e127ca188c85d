import { fillPlaceholders, type Placeholder, type Query, sql } from 'drizzle-orm';
import type { Sql } from 'postgres';
import type { Db } from './client';
import type { Sending } from './short-reads';

/** A placeholder for each value; none for one that is undefined. */
export type Placeholders<Values> = {
  [Name in keyof Values]: Placeholder | Extract<Values[Name], undefined>;
};

/** Connections never forget what they have prepared. */
const MOST_TEXTS = 200;

/**
 * A statement, to run on the pool or in a transaction; it gives its rows as postgres.js reads them, under the
 * names of the columns. drizzle builds its text once for each form and set of values that are given (not
 * undefined), and every connection prepares it once. Past `most` texts the others are built and planned each time.
 * One that `isShort` reads only, and not much.
 */
export function statement<Values extends Record<string, unknown>, Row, Form extends string[] = []>(
  build: (db: Db, values: Placeholders<Values>, ...form: Form) => { toSQL: () => Query },
  { most = MOST_TEXTS, isShort = false }: { most?: number; isShort?: boolean } = {},
): (db: Db, values: Values, ...form: Form) => Promise<Row[]> {
  const texts = new Map<string, Query>();

  return async (db, values, ...form) => {
    const key = keyOf(values, form);
    const known = texts.get(key);
    const query = known ?? build(db, placeholdersFor(values), ...form).toSQL();
    const isKept = known !== undefined || texts.size < most;
    if (isKept && !known) texts.set(key, query);
    // Not through drizzle, which would do nothing more than call this in four more promises.
    const client = (db._.session as unknown as { client: Sql }).client;
    const parameters = fillPlaceholders(query.params, values) as Parameters<Sql['unsafe']>[1];
    const sending: Sending = { prepare: isKept, isShort };
    return client.unsafe<Row[] & Record<string, unknown>[]>(query.sql, parameters, sending);
  };
}

function keyOf(values: Record<string, unknown>, form: string[]): string {
  let key = form.join();
  for (const name in values) if (values[name] !== undefined) key += ` ${name}`;
  return key;
}

function placeholdersFor<Values extends Record<string, unknown>>(values: Values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const all = given.map(([name]) => [name, sql.placeholder(name)]);
  return Object.fromEntries(all) as Placeholders<Values>;
}
