import type { Task } from '@/contract/tasks';
import { type Audit, audit } from './audit';
import type { Replica } from './followers';
import { type Holdings, readHoldings, type Row } from './history';
import { type Load, pause } from './load';
import { pathOf, type Person } from './people';
import { judge, type Promised } from './promises';

/** So long all clients together may try to be told everything, in milliseconds. */
const CATCH_UP_MS = 60_000;

/** Compares what everybody was told with what there is; the sum over all people. */
export async function settle(
  load: Load,
  databaseUrl: string,
  replicas: Map<Person, Replica[]>,
): Promise<Audit> {
  const holdings = await readHoldings(databaseUrl);
  judgeOwners(load, holdings);
  const deadline = performance.now() + CATCH_UP_MS;
  const sum = { acknowledged: 0, found: 0, unknown: 0, happened: 0, written: 0 };
  for (const [person, theirs] of replicas) {
    const { revision, taskCount } = holdings.ledgers.get(person.id) ?? NONE;
    const history = holdings.history.get(person.id) ?? [];
    const counts = audit(load.measures, person, history, revision);
    for (const key of Object.keys(sum) as (keyof Audit)[]) sum[key] += counts[key];

    const rows = holdings.tasks.get(person.id) ?? [];
    const held = lastOf(history);
    expectSame(load, 'Tasks are what was last written', person, rows, held);
    const live = held
      .filter(({ deleted }) => !deleted)
      .map(({ task }) => task)
      .toSorted(newestFirst);
    expectSame(load, 'Tasks are counted', person, taskCount, live.length);
    for (const port of load.ports) {
      expectSame(
        load,
        'REST shows what is there',
        person,
        await list(load, person, port, deadline),
        live,
      );
    }
    for (const replica of theirs) {
      await catchUp(load, replica, revision, deadline);
      const told = [...replica.tasks.values()];
      expectSame(load, 'Who follows knows what is there', person, told.toSorted(newestFirst), live);
    }
  }
  return sum;
}

const NONE = { revision: 0, taskCount: 0 };

/** Ids are unique in the whole database, so that each has one owner. */
function judgeOwners({ measures }: Load, { history }: Holdings): void {
  const owners = new Map<number, string>();
  for (const { task } of [...history.values()].flat()) {
    const { id, user_id: owner, title } = task;
    const isTheirs = (owners.get(id) ?? owner) === owner;
    judge(measures, 'Nobody has tasks of others', isTheirs, () => title);
    owners.set(id, owner);
  }
}

/** The tasks after all writes, in the order of their last ones. */
function lastOf(history: Row[]): Row[] {
  const last = new Map(history.map((row) => [row.task.id, row]));
  return [...last.values()].toSorted((a, b) => a.task.version - b.task.version);
}

function newestFirst(a: Task, b: Task): number {
  if (a.created_at === b.created_at) return b.id - a.id;
  return a.created_at < b.created_at ? 1 : -1;
}

async function list(load: Load, person: Person, port: number, deadline: number): Promise<Task[]> {
  for (;;) {
    const answer = await load.send(port, 'GET', pathOf(person), { token: person.token });
    if (answer?.status === 200) return answer.json as Task[];
    if (performance.now() > deadline) throw new Error('Tasks cannot be listed when all is over');
    await pause(load);
  }
}

async function catchUp(load: Load, replica: Replica, revision: number, deadline: number) {
  while (replica.version < revision && performance.now() < deadline) await pause(load);
}

function expectSame(
  { measures }: Load,
  promise: Promised,
  { number }: Person,
  told: unknown,
  held: unknown,
): void {
  const [one, other] = [canonical(told), canonical(held)];
  judge(measures, promise, one === other, () => `person ${number}: ${one} instead of ${other}`);
}

/** The same for objects whose keys are in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item instanceof Object && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
