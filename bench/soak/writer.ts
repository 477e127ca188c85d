import type { BulkResult } from '@/contract/task-bulk';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Answer } from './client';
import { anyPort, type Load, pause } from './load';
import { breakPromise } from './measures';
import { judgeTask, learn, type Person, toChange } from './people';
import { readSomething } from './reads';
import { anyWrite, giveUp, type WriteRequest } from './requests';

const WRITES = 0.65;

/** Writes and reads somebody's tasks, one request after the other, until there is no more writing. */
export async function keepWriting(load: Load, person: Person): Promise<void> {
  const { random, writing } = load;
  while (!writing.aborted) {
    if (random.chance(WRITES)) await write(load, person, anyWrite(person, random));
    else await readSomething(load, person);
  }
}

/**
 * Sends a write and keeps the books. One with a key is sent again until it is answered; of any other
 * nobody knows, when it is not answered or with 503, whether it happened.
 */
export async function write(
  load: Load,
  person: Person,
  request: WriteRequest,
  port?: number,
): Promise<boolean> {
  const { method, path, headers, json, writes, refusals = [] } = request;
  const hasKey = headers?.['idempotency-key'] !== undefined;
  const message = { token: person.token, ...(headers && { headers }), ...(json && { json }) };
  for (let attempt = 1; ; attempt += 1) {
    // Who sends it again anyway need not wait for the answer.
    const hangsUp = hasKey && attempt === 1 && load.random.chance(0.2);
    const answer = await load.send(port ?? anyPort(load), method, path, {
      ...message,
      ...(hangsUp && { patienceMs: load.random.between(1, 50) }),
    });
    if (answer && answer.status < 300) {
      acknowledge(load, person, request, answer);
      return true;
    }
    if (answer && refusals.includes(answer.status)) {
      // An attempt before it may still be on its way.
      if (attempt > 1) person.unknown.push(...writes);
      giveUp(person, request, answer.status);
      return false;
    }
    const isEarly = answer?.status === 503 || (answer?.status === 409 && hasKey);
    if (answer && !isEarly) {
      breakPromise(
        load.measures,
        'Only what was asked wrongly is refused',
        `${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`,
      );
    }
    if (!hasKey || (answer && !isEarly)) {
      person.unknown.push(...writes);
      await pause(load);
      return false;
    }
    await pause(load);
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
