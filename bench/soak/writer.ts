import type { BulkResult } from '@/contract/task-bulk';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Answer } from './client';
import { anyPort, isTooLate, type Load, pause } from './load';
import { judgeTask, learn, type Person, toChange } from './people';
import { judge } from './promises';
import { readSomething } from './reads';
import { anyWrite, giveUp } from './any-write';
import type { WriteRequest } from './write-requests';

const WRITES = 0.65;

/** Writes and reads somebody's tasks, one request after the other, until there is no more writing. */
export async function keepWriting(load: Load, person: Person): Promise<void> {
  const { random, writing } = load;
  while (!writing.aborted) {
    if (random.chance(WRITES)) await write(load, person, anyWrite(person, random));
    else await readSomething(load, person);
  }
}

/** Sends a write and keeps the books; gives whether it was done. */
export async function write(
  load: Load,
  person: Person,
  request: WriteRequest,
  port?: number,
): Promise<boolean> {
  const { answer, isAgain } = await deliver(load, person, request, port);
  if (answer && answer.status < 300) {
    acknowledge(load, person, request, answer);
    return true;
  }
  const { method, path, writes, refusals = [] } = request;
  const isRefused = answer !== undefined && refusals.includes(answer.status);
  judge(
    load.measures,
    'Only what was asked wrongly is refused',
    isRefused || answer === undefined,
    () => `${method} ${path}: ${JSON.stringify(answer)}`,
  );
  if (isRefused) giveUp(person, request, answer.status);
  // Without an answer nobody knows whether it happened; before a refusal another attempt may have.
  if (!isRefused || isAgain) person.unknown.push(...writes);
  return false;
}

/** Sends a write, one with a key until it is answered; undefined if it was not, or with 503. */
async function deliver(load: Load, { token }: Person, request: WriteRequest, to?: number) {
  const { method, path, headers, json } = request;
  const hasKey = headers?.['idempotency-key'] !== undefined;
  const message = { token, ...(headers && { headers }), ...(json && { json }) };
  const start = performance.now();
  const judgeRetry = (isKept: boolean) =>
    judge(load.measures, 'Who asks again with the same key is answered', isKept, () => path);
  for (let isAgain = false; ; isAgain = true) {
    // Who sends it again anyway need not wait for the answer.
    const hangsUp = hasKey && !isAgain && load.random.chance(0.2);
    const answer = await load.send(to ?? anyPort(load), method, path, {
      ...message,
      ...(hangsUp && { patienceMs: load.random.between(1, 50) }),
    });
    const isOpen = !answer || answer.status === 503 || (answer.status === 409 && hasKey);
    if (!isOpen && isAgain) judgeRetry(true);
    if (!isOpen) return { answer, isAgain };
    await pause(load);
    if (!hasKey) return { answer: undefined, isAgain };
    if (isTooLate(load, start, 'A write with a key is not answered')) {
      judgeRetry(false);
      return { answer: undefined, isAgain };
    }
  }
}

function acknowledge(load: Load, person: Person, { writes }: WriteRequest, answer: Answer): void {
  const changes = changesIn(answer);
  for (const [index, each] of writes.entries()) {
    const change = changes[index];
    person.acknowledged.push({ ...each, change });
    learn(person, change ?? { type: 'delete', id: each.id ?? 0, version: 0 });
    if (change?.type === 'upsert') judgeTask(load, person, change.task, NOTHING);
  }
}

const NOTHING = new Map<number, number>();

function changesIn({ json }: Answer): TaskChange[] {
  if (json === undefined) return [];
  return 'changes' in Object(json) ? (json as BulkResult).changes : [toChange(json as Task)];
}
