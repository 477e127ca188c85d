import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { history, perform, type Write } from '@/testing/arbitrary-writes';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, readHoldings } from '@/testing/task-owners';

type Holdings = Awaited<ReturnType<typeof readHoldings>>;

const LIMIT = 4;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('whatever two users do at once, each has a gapless history and a true count', async () => {
  const property = fc.asyncProperty(history, keepsTheBooks);
  await expect(
    fc.assert(property, { numRuns: 12, interruptAfterTimeLimit: 15_000 }),
  ).resolves.toBeUndefined();
});

async function keepsTheBooks(happening: Write[][]): Promise<void> {
  const owners = [await addOwner(database.db), await addOwner(database.db)];
  let before = await readAll(owners);
  for (const batch of happening) {
    const known = before;
    const told = await Promise.all(
      batch.map((write) => perform(database.db, write, owners, known, LIMIT)),
    );
    const after = await readAll(owners);
    for (const [index, holdings] of after.entries()) {
      const versions = told.filter((_, place) => batch[place]?.owner === index).flat();
      expectFollows(known[index], holdings, versions);
    }
    before = after;
  }
}

function readAll(owners: string[]): Promise<Holdings[]> {
  return Promise.all(owners.map((owner) => readHoldings(database.db, owner)));
}

function expectFollows(before: Holdings | undefined, after: Holdings, told: number[]): void {
  const versions = after.rows.map((row) => row.version);
  expect(new Set(versions).size).toBe(versions.length);
  expect(after.revision).toBe(Math.max(0, ...versions));
  // Of two restores of one task at once, one finds it restored and tells the version of the other.
  const { revision = 0 } = before ?? {};
  const next = Array.from(
    { length: after.revision - revision },
    (_, index) => revision + 1 + index,
  );
  expect([...new Set(told)].toSorted((a, b) => a - b)).toEqual(next);
  expect(after.taskCount).toBe(after.rows.filter((row) => row.deletedAt === null).length);
  expect(after.taskCount).toBeLessThanOrEqual(LIMIT);
  for (const old of before?.rows ?? []) {
    const row = after.rows.find(({ id }) => id === old.id);
    if (row?.version === old.version) expect(row).toEqual(old);
    else expect(String(row?.updatedAt) > old.updatedAt).toBe(true);
    expect(row?.createdAt).toBe(old.createdAt);
  }
}
