import type { Sql, TransactionSql } from 'postgres';
import { isFatal } from './failures';

/**
 * The same client, which asks once more where postgres.js tells a statement why PostgreSQL had closed the
 * connection before it (issue 1223 of porsager/postgres): such a statement was never sent.
 */
export function askAgain(sql: Sql): Sql {
  const unsafe = sql.unsafe.bind(sql);
  const begin = sql.begin.bind(sql) as <T>(work: Work<T>) => Promise<T>;
  // Another object, as postgres.js begins transactions by the methods of its own.
  return Object.assign(Object.create(sql) as Sql, {
    unsafe: (...statement: Parameters<typeof unsafe>) => {
      const ask = () => unsafe(...statement);
      return {
        // oxlint-disable-next-line unicorn/no-thenable -- A statement begins when somebody waits for it.
        then: (...told: Parameters<Promise<unknown>['then']>) => attempt(ask).then(...told),
        values: () => attempt(() => ask().values()),
      };
    },
    begin: <T>(work: Work<T>): Promise<T> => {
      let hasBegun = false;
      const ask = () =>
        begin((transaction) => {
          hasBegun = true;
          return work(transaction);
        });
      return attempt(ask, () => !hasBegun);
    },
  }) as Sql;
}

type Work<T> = (transaction: TransactionSql) => Promise<T>;

async function attempt<T>(ask: () => PromiseLike<T>, isUnsent = () => true): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    // Statements that were cut off are told something else.
    if (!isFatal(error) || !isUnsent()) throw error;
    return await ask();
  }
}
