import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask } from '@/testing/task-owners';
import { connectDatabase, type Database } from './client';
import { statement } from './statement';
import { listTasks } from './task-list';
import { findTask, updateTask } from './tasks';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Gives back the text that it is asked to. */
const echo = statement<{ text: string; other: string | undefined }, object, [name: string]>(
  (db, { text, other }, name) =>
    db
      .select({
        text: sql`${text}::text`.as(name),
        ...(other && { other: sql`${other}::text`.as('other') }),
      })
      .from(sql`(values (1)) as one`),
);

test('a connection prepares a statement once, in transactions as well', async () => {
  const pool = connect();
  const found = [
    ...(await echo(pool.db, { text: 'a', other: undefined }, 'once')),
    ...(await pool.db.transaction((tx) => echo(tx, { text: 'b', other: undefined }, 'once'))),
    ...(await echo(pool.db, { text: 'c', other: 'd' }, 'once')),
  ];
  expect(found).toEqual([{ once: 'a' }, { once: 'b' }, { once: 'c', other: 'd' }]);
  expect(await prepared(pool, 'once')).toBe(2);
});

test('where nothing may be prepared, nothing is', async () => {
  const pool = connect({ prepare: false });
  expect(await echo(pool.db, { text: 'a', other: undefined }, 'never')).toEqual([{ never: 'a' }]);
  expect(await prepared(pool, 'never')).toBe(0);
});

test('only so many texts are prepared, and the others are answered alike', async () => {
  const pool = connect();
  for (let n = 0; n < 210; n += 1) {
    const rows = await echo(pool.db, { text: `${n}`, other: undefined }, `many_${n}`);
    expect(rows).toEqual([{ [`many_${n}`]: `${n}` }]);
  }
  const count = await prepared(pool, 'many');
  expect(count).toBeGreaterThan(100);
  expect(count).toBeLessThanOrEqual(200);
});

test('a filtered page is planned for its values each time', async () => {
  const pool = connect();
  const ada = await addOwner(pool.db);
  const query = { status: 'all', sort: 'created', search: 'Milk' } as const;
  await listTasks(pool.db, ada, { ...query, limit: 10 });
  expect(await prepared(pool, 'tasks')).toBe(0);
  await listTasks(pool.db, ada, query);
  expect(await prepared(pool, 'tasks')).toBe(1);
});

test.each([
  ['add a column', 'alter table tasks add column note text', 'alter table tasks drop column note'],
  [
    'give a column another type',
    'alter table tasks alter column title type varchar(200)',
    'alter table tasks alter column title type text',
  ],
])('statements that are prepared outlive migrations that %s', async (_name, change, back) => {
  const pool = connect();
  const ada = await addOwner(pool.db);
  const task = await addTask(pool.db, ada);
  const query = { status: 'all', sort: 'created' } as const;
  const use = async () => {
    expect(await findTask(pool.db, ada, task.id)).toMatchObject({ title: 'Milk' });
    expect((await listTasks(pool.db, ada, query))?.tasks).toHaveLength(1);
    expect(await updateTask(pool.db, ada, task.id, { completed: true })).toMatchObject({
      id: task.id,
    });
  };
  await use();
  await database.sql.unsafe(`${change} /* user_id */`);
  await use();
  await database.sql.unsafe(`${back} /* user_id */`);
  await use();
});

function connect(options: Partial<Parameters<typeof connectDatabase>[0]> = {}): Database {
  // Past a pooler, which may not keep what is prepared.
  const url = database.directUrl;
  const pool = connectDatabase({ url, poolMax: 1, prepare: true, ...options });
  onTestFinished(() => pool.close());
  return pool;
}

async function prepared({ sql: client }: Database, name: string): Promise<number> {
  const text = `select from pg_prepared_statements where statement like '%"${name}%' /* user_id */`;
  return (await client.unsafe(text)).length;
}
