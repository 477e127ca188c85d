import type { Sql, TransactionSql } from 'postgres';
import { failureCode, isFatal } from './failures';

/** What is known of a transaction. */
interface Course {
  isOver: boolean;
}

/**
 * The same client, whose transactions do nothing more once their connection is lost. postgres.js would
 * still roll them back: that ends the process, or happens to whoever has the connection next
 * (issues 1208 and 1216 of porsager/postgres).
 */
export function endLostTransactions(sql: Sql): Sql {
  const begin = sql.begin.bind(sql) as <T>(work: Work<T>) => Promise<T>;
  return Object.assign(sql, {
    begin: <T>(work: Work<T>): Promise<T> => {
      const course = { isOver: false };
      const running = begin(watched(work, course));
      // It is told here, too, that a connection has closed between two statements.
      running.catch(() => (course.isOver = true));
      return running;
    },
  });
}

type Work<T> = (transaction: TransactionSql) => Promise<T>;

function watched<T>(work: Work<T>, course: Course): Work<T> {
  return async (transaction) => {
    try {
      return await work(guarded(transaction, course));
    } finally {
      // For ever: what waits for this would roll back. The closed connection ends `begin` itself.
      if (course.isOver) await new Promise(() => undefined);
    }
  };
}

function guarded(transaction: TransactionSql, course: Course): TransactionSql {
  const unsafe = transaction.unsafe.bind(transaction);
  const savepoint = transaction.savepoint.bind(transaction) as <T>(work: Work<T>) => Promise<T>;
  return Object.assign(transaction, {
    unsafe: (...statement: Parameters<typeof unsafe>) => {
      if (course.isOver) throw lost();
      const query = unsafe(...statement);
      query.catch((error: unknown) => {
        if (isLost(error)) course.isOver = true;
      });
      return query;
    },
    savepoint: <T>(work: Work<T>) => savepoint(watched(work, course)),
  });
}

/** PostgreSQL closes the connection after what is fatal; the codes of Node and postgres.js have other letters than SQLSTATEs. */
function isLost(error: unknown): boolean {
  return isFatal(error) || /^(E(?!RR_)|CONNECT)/.test(failureCode(error) ?? '');
}

function lost(): Error {
  return Object.assign(new Error('The connection was lost'), { code: 'CONNECTION_CLOSED' });
}
