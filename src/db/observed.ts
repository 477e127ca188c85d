import type { Sql, TransactionSql } from 'postgres';

/** Asks for an SQL statement, of which it may tell others. */
export type Observe = <T>(text: string, ask: () => PromiseLike<T>) => Promise<T>;

/** The same client, which asks for every statement through `observe`, those in transactions included. */
export function observedBy(observe: Observe, sql: Sql): Sql {
  const begin = sql.begin.bind(sql) as <T>(work: Work<T>) => Promise<T>;
  return Object.assign(Object.create(sql) as Sql, {
    unsafe: observing(observe, sql),
    begin: <T>(work: Work<T>): Promise<T> =>
      begin((transaction) =>
        work(Object.assign(transaction, { unsafe: observing(observe, transaction) })),
      ),
  });
}

type Work<T> = (transaction: TransactionSql) => Promise<T>;

function observing(observe: Observe, client: Pick<Sql, 'unsafe'>): Sql['unsafe'] {
  const unsafe = client.unsafe.bind(client);
  return ((...statement: Parameters<typeof unsafe>) => {
    const [text] = statement;
    return {
      // oxlint-disable-next-line unicorn/no-thenable -- A statement begins when somebody waits for it.
      then: (...told: Parameters<Promise<unknown>['then']>) =>
        observe(text, () => unsafe(...statement)).then(...told),
      values: () => observe(text, () => unsafe(...statement).values()),
    };
  }) as Sql['unsafe'];
}
