import { type Placeholder, type Query, sql } from 'drizzle-orm';
import type { Db } from './client';

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
 */
export function statement<Values extends Record<string, unknown>, Row, Form extends string[] = []>(
  build: (db: Db, values: Placeholders<Values>, ...form: Form) => { toSQL: () => Query },
  most = MOST_TEXTS,
): (db: Db, values: Values, ...form: Form) => Promise<Row[]> {
  const texts = new Map<string, Query>();

  return async (db, values, ...form) => {
    const names = namesIn(values);
    const key = [...names, ...form].join();
    const known = texts.get(key);
    const query = known ?? build(db, placeholdersFor<Values>(names), ...form).toSQL();
    const isKept = known !== undefined || texts.size < most;
    if (isKept && !known) texts.set(key, query);
    return db._.session
      .prepareQuery<Prepared<Row>>(query, undefined, isKept ? 'prepared' : undefined, false)
      .execute(values);
  };
}

interface Prepared<Row> {
  execute: Row[];
  all: unknown;
  values: unknown;
}

function namesIn(values: Record<string, unknown>): string[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : name));
}

function placeholdersFor<Values>(names: string[]): Placeholders<Values> {
  const all = names.map((name) => [name, sql.placeholder(name)]);
  return Object.fromEntries(all) as Placeholders<Values>;
}
