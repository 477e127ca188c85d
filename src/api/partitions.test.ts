import { beforeAll, expect, test } from 'vitest';
import { ListTasks } from '@/contract/tasks';
import type { Db } from '@/db/client';
import { listDeleted } from '@/db/deleted-tasks';
import { listTasks } from '@/db/task-list';
import { findRevisions } from '@/db/task-revisions';
import { taskSorts } from '@/db/task-sorts';
import { deleteTask } from '@/db/tasks';
import { createTestDatabase } from '@/testing/database';
import { partition } from '@/testing/layout';
import { reachedPartitions } from '@/testing/reached-partitions';
import { recordJourney } from '@/testing/recorded-journey';
import { addOwner, addTask } from '@/testing/task-owners';

const TABLES = ['tasks', 'task_revisions', 'idempotency_keys'];

/** What housekeeping forgets of all users, and the revisions of those who wait for news. */
const OF_MANY_USERS = [
  /^\s*select user_id from "tasks" where deleted_at </,
  /^\s*delete from "idempotency_keys"/,
  /^select "user_id", "revision" from "task_revisions"/,
];

/** What housekeeping forgets of one user at a time. */
const PURGE = /delete from "tasks"/;

const FILTERS = {
  status: 'pending',
  priority: 'none',
  tag: 'home',
  search: 'milk',
  due_after: '2026-12-01',
  due_before: '2027-01-01',
};

let sent: Awaited<ReturnType<typeof recordJourney>>;

beforeAll(async () => {
  const database = await createTestDatabase();
  sent = await recordJourney(database.directUrl, readEveryList);
  await database.close();
});

test.each(['force_custom_plan', 'force_generic_plan'] as const)(
  'with %s every statement about one user reaches one partition of each table at most',
  async (mode) => {
    const database = await createTestDatabase();
    await partition(database.directUrl);
    const found = await reachedPartitions(database.directUrl, sent, mode);
    await database.close();
    for (const ofMany of OF_MANY_USERS)
      expect(found.some(({ text }) => ofMany.test(text))).toBe(true);
    const ofOne = found.filter(({ text }) => !OF_MANY_USERS.some((ofMany) => ofMany.test(text)));
    expect(ofOne.some(({ text }) => PURGE.test(text))).toBe(true);
    expect(ofOne.filter(({ partitions }) => hasTwoOfOne(partitions))).toEqual([]);
    const reached = ofOne.flatMap(({ partitions }) => partitions.map(tableOf));
    expect(new Set(reached)).toEqual(new Set(TABLES));
  },
);

function hasTwoOfOne(partitions: string[]): boolean {
  return new Set(partitions.map(tableOf)).size < partitions.length;
}

function tableOf(name: string): string {
  return name.replace(/_\d+$/, '');
}

/** First and next pages in every order, with each filter and all of them. */
async function readEveryList(db: Db): Promise<void> {
  const ada = await addOwner(db);
  const full = { description: 'Of the cow', due_date: '2026-12-24', tags: ['home'] };
  const tasks = [
    await addTask(db, ada, full),
    await addTask(db, ada, full),
    await addTask(db, ada, full),
  ];
  for (const [name, value] of Object.entries(FILTERS)) {
    await listTasks(db, ada, ListTasks.parse({ user_id: ada, [name]: value }));
    await readPages(db, { user_id: ada, [name]: value });
  }
  for (const sort of Object.keys(taskSorts)) {
    for (const order of ['asc', 'desc']) {
      await readPages(db, { user_id: ada, sort, order });
      await readPages(db, { user_id: ada, sort, order, ...FILTERS });
    }
  }
  await findRevisions(db, [ada]);
  for (const { id } of tasks) await deleteTask(db, ada, id);
  const page = await listDeleted(db, ada, { limit: 1 });
  await listDeleted(db, ada, { limit: 1, cursor: page?.cursor ?? '' });
}

async function readPages(
  db: Db,
  query: { user_id: string } & Record<string, string>,
): Promise<void> {
  const first = ListTasks.parse({ ...query, limit: 1 });
  const page = await listTasks(db, first.user_id, first);
  if (!page?.next) throw new Error(`There is no next page of ${JSON.stringify(query)}`);
  await listTasks(db, first.user_id, { ...first, cursor: page.next });
}
