import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, readHoldings } from '@/testing/task-owners';
import { createTask, deleteTask, toggleTask, updateTask } from './tasks';

type Holdings = Awaited<ReturnType<typeof readHoldings>>;

const LIMIT = 4;

const command = fc.record({
  owner: fc.nat(1),
  /** Whose task is meant, the owner's own or that of the other. */
  target: fc.nat(1),
  place: fc.nat(2),
  operation: fc.constantFrom('create', 'create', 'update', 'toggle', 'set', 'delete'),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('whatever two users do at once, each has a gapless history and a true count', async () => {
  // What stands together in an inner list is sent at once.
  const history = fc.array(fc.array(command, { minLength: 1, maxLength: 5 }), { maxLength: 12 });
  const property = fc.asyncProperty(history, keepsTheBooks);
  await expect(fc.assert(property, { numRuns: 25 })).resolves.toBeUndefined();
});

async function keepsTheBooks(history: Command[][]): Promise<void> {
  const owners = [await addOwner(database.db), await addOwner(database.db)];
  let before = await readAll(owners);
  for (const batch of history) {
    const known = before;
    const results = await Promise.all(batch.map((each) => run(each, owners, known)));
    const after = await readAll(owners);
    for (const [index, holdings] of after.entries()) {
      const writes = batch.filter((each, n) => each.owner === index && results[n] !== undefined);
      expectFollows(known[index], holdings, writes.length);
    }
    before = after;
  }
}

function readAll(owners: string[]): Promise<Holdings[]> {
  return Promise.all(owners.map((owner) => readHoldings(database.db, owner)));
}

function run({ owner, target, place, operation }: Command, owners: string[], known: Holdings[]) {
  const { db } = database;
  const userId = owners[owner] ?? '';
  const id = known[target]?.rows.at(-1 - place)?.id ?? 0;
  if (operation === 'create') return createTask(db, userId, { title: 'Milk' }, LIMIT);
  if (operation === 'update') return updateTask(db, userId, id, { title: 'Tea' });
  if (operation === 'delete') return deleteTask(db, userId, id);
  return toggleTask(db, userId, id, operation === 'set' ? true : undefined);
}

function expectFollows(before: Holdings | undefined, after: Holdings, writes: number): void {
  const versions = after.rows.map((row) => row.version);
  expect(new Set(versions).size).toBe(versions.length);
  expect(after.revision).toBe(Math.max(0, ...versions));
  expect(after.revision).toBe((before?.revision ?? 0) + writes);
  expect(after.taskCount).toBe(after.rows.filter((row) => row.deletedAt === null).length);
  expect(after.taskCount).toBeLessThanOrEqual(LIMIT);
  for (const old of before?.rows ?? []) {
    const row = after.rows.find(({ id }) => id === old.id);
    if (row?.version === old.version) expect(row).toEqual(old);
    else expect(String(row?.updatedAt) > old.updatedAt).toBe(true);
    expect(row?.createdAt).toBe(old.createdAt);
  }
}
