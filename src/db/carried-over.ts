import type { Sql, TransactionSql } from 'postgres';
import { isFatal } from './failures';
import { createTurns } from './turns';

/**
 * The same client, which sends nothing behind a statement that still runs (it may be slow, and who begins a
 * transaction behind many fails), and without what postgres.js carries over from one that was cut off to
 * the next: why PostgreSQL had closed the connection (issue 1223 of porsager/postgres; the next was never
 * sent, and is asked again), and the places of the rows that had come (issue 1181).
 */
export function withoutCarryOver(sql: Sql): Sql {
  const unsafe = sql.unsafe.bind(sql);
  const inTurn = createTurns(sql.options.max);
  const begin = sql.begin.bind(sql) as <T>(work: Work<T>) => Promise<T>;
  // Another object, as postgres.js begins transactions by the methods of its own.
  return Object.assign(Object.create(sql) as Sql, {
    unsafe: (...statement: Parameters<typeof unsafe>) => {
      const ask = () => unsafe(...statement);
      return {
        // oxlint-disable-next-line unicorn/no-thenable -- A statement begins when somebody waits for it.
        then: (...told: Parameters<Promise<unknown>['then']>) =>
          inTurn(() => attempt(ask)).then(...told),
        values: () => inTurn(() => attempt(() => ask().values())),
      };
    },
    begin: <T>(work: Work<T>): Promise<T> => {
      let hasBegun = false;
      const ask = () =>
        begin((transaction) => {
          hasBegun = true;
          return work(transaction);
        });
      return inTurn(() => attempt(ask, () => !hasBegun));
    },
  }) as Sql;
}

type Work<T> = (transaction: TransactionSql) => Promise<T>;

async function attempt<T>(ask: () => PromiseLike<T>, isUnsent = () => true): Promise<T> {
  try {
    return closeRanks(await ask());
  } catch (error) {
    // Statements that were cut off are told something else.
    if (!isFatal(error) || !isUnsent()) throw error;
    return closeRanks(await ask());
  }
}

/** Rows without empty places before them; in place, as they have properties of their own. */
export function closeRanks<T>(rows: T): T {
  if (Array.isArray(rows) && rows.length > 0 && !(0 in rows)) {
    rows.splice(
      0,
      rows.findIndex((row) => row !== undefined),
    );
  }
  return rows;
}
