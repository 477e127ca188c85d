import { expect } from 'vitest';
import { type EventSource, openEvents } from './event-source';
import { type Asked, askAll } from './every-request';
import { addMember, addTask, type Member } from './members';
import type { ServerProcess } from './server-process';

/** Longer than anything takes on a machine that is busy, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Something that goes wrong. */
export interface Fault {
  /** Lets it happen; the result ends it. */
  begin: (member: Member) => Promise<() => Promise<unknown>>;
  /** What the servers say of themselves as long as it lasts, if that can be foretold. */
  readiness?: 200 | 503;
}

/**
 * Lets something go wrong and asks everything of the servers meanwhile, which is the result. Afterwards
 * they have to be well again by themselves, and streams that were open before have missed nothing.
 */
export async function suffer(servers: ServerProcess[], fault: Fault): Promise<Asked[]> {
  const [{ port }] = servers as [ServerProcess];
  const member = await addMember(port);
  const streams = await Promise.all(servers.map((server) => follow(server, member)));
  const asked = await endure(servers, member, fault);
  await Promise.all(servers.map((server) => says(server, 200)));
  await Promise.all(servers.map((server) => isWell(server, member)));
  const id = await addTask(port, member, 'Missed by nobody');
  await Promise.all(streams.map((stream) => isTold(stream, id)));
  return asked;
}

async function endure(
  servers: ServerProcess[],
  member: Member,
  { begin, readiness }: Fault,
): Promise<Asked[]> {
  const end = await begin(member);
  try {
    const asked = await Promise.all(servers.map(({ port }) => askAll(port, member)));
    if (readiness) await Promise.all(servers.map((server) => says(server, readiness)));
    return asked.flat();
  } finally {
    await end();
  }
}

/** Waits until everything that is asked of a server is done: the next statement may be told of the fault, too. */
async function isWell({ port }: ServerProcess, member: Member): Promise<void> {
  const ask = async () => {
    const asked = await askAll(port, member);
    return asked.filter(({ outcome, success }) => outcome !== success);
  };
  await expect.poll(ask, { timeout: PATIENCE_MS }).toEqual([]);
}

/** Whether each request was answered as it has to be. */
export function expectOutcomes(asked: Asked[], outcome: (one: Asked) => Asked['outcome']): void {
  expect(asked).toEqual(asked.map((one) => ({ ...one, outcome: outcome(one) })));
}

/** What has to be of requests during a fault that nothing gets around. */
export function unavailable(): Asked['outcome'] {
  return 'unavailable';
}

/** What may be of requests in the moment of a fault. */
export function unavailableAtWorst({ outcome, success }: Asked): Asked['outcome'] {
  return outcome === success ? success : 'unavailable';
}

/** Waits until a server says that it is ready, or that it is not; it lives all the time. */
async function says({ port }: ServerProcess, status: 200 | 503): Promise<void> {
  const ask = async (what: string) => (await fetch(`http://127.0.0.1:${port}/api/${what}`)).status;
  await expect
    .poll(async () => [await ask('healthz'), await ask('readyz')], { timeout: PATIENCE_MS })
    .toEqual([200, status]);
}

function follow({ port }: ServerProcess, { id, token }: Member): Promise<EventSource> {
  return openEvents(port, `/api/${id}/tasks/events`, { authorization: `Bearer ${token}` });
}

async function isTold(stream: EventSource, id: number): Promise<void> {
  for (;;) {
    const event = await stream.next();
    if (event?.type !== 'message') throw new Error(`The stream ended: ${JSON.stringify(event)}`);
    const { type, task } = event.data as { type: string; task?: { id: number } };
    if (type === 'upsert' && task?.id === id) return stream.cut();
  }
}
