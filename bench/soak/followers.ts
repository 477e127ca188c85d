import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type ChangePage, type TaskChange, versionOf } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { parseEvents } from '@/testing/event-source';
import { PATIENCE_MS } from './client';
import { anyPort, type Load, pause } from './load';
import { count, type Measures } from './measures';
import { pathOf, type Person } from './people';
import { judge } from './promises';

/** The tasks of somebody, as known to a client that is told of changes. */
export interface Replica {
  /** Everything up to this version was told. */
  version: number;
  tasks: Map<number, Task>;
  /** Behind what was told. */
  cursor: string;
}

/** A client that knows that there is nothing yet. */
export async function startReplica(load: Load, person: Person): Promise<Replica> {
  const page = await readPage(load, person, '');
  if (!page) throw new Error('The changes cannot be read');
  return { version: 0, tasks: new Map(), cursor: page.cursor };
}

/** Asks for changes again and again. */
export async function followChanges(load: Load, person: Person, replica: Replica): Promise<void> {
  while (!load.reading.aborted) {
    const page = await readPage(load, person, replica.cursor);
    for (const change of page?.changes ?? []) apply(load.measures, replica, change);
    replica.cursor = page?.cursor ?? replica.cursor;
    await pause(load, 200, 600);
  }
}

async function readPage(load: Load, person: Person, since: string) {
  const query = new URLSearchParams({ since, limit: String(load.random.between(20, 200)) });
  const path = pathOf(person, `/changes?${query}`);
  const answer = await load.send(anyPort(load), 'GET', path, { token: person.token });
  if (answer === undefined || answer.status === 503) return undefined;
  const isPage = answer.status === 200;
  const tell = () => `GET ${path}: ${JSON.stringify(answer)}`;
  judge(load.measures, 'Changes can be followed from any cursor', isPage, tell);
  return isPage ? (answer.json as ChangePage) : undefined;
}

/** Reads a stream of events, and resumes it whenever it was cut, by whomever. */
export async function followEvents(load: Load, person: Person, replica: Replica): Promise<void> {
  while (!load.reading.aborted) {
    try {
      await readStream(load, person, replica);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (!load.reading.aborted) count(load.measures.errors, code ?? message);
    }
    if (!load.reading.aborted) await pause(load);
  }
}

async function readStream(load: Load, person: Person, replica: Replica): Promise<void> {
  const { measures, reading, random } = load;
  const outgoing = request({
    host: '127.0.0.1',
    port: anyPort(load),
    path: pathOf(person, '/events'),
    headers: { authorization: `Bearer ${person.token}`, 'last-event-id': replica.cursor },
    agent: false,
    signal: reading,
  }).end();
  outgoing.on('error', () => undefined);
  outgoing.setTimeout(PATIENCE_MS, () => {
    judge(measures, 'Nothing hangs', false, () => `the events of person ${person.number}`);
    outgoing.destroy();
  });
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { statusCode: status = 0 } = response;
  count(measures.answers, status);
  judge(measures, 'Events can be followed', [200, 503].includes(status), () => `status ${status}`);
  if (status !== 200) return void response.resume();
  measures.streams += 1;
  let left = random.between(50, 500);
  for await (const { type, data, lastEventId } of parseEvents(response)) {
    if (type !== 'message') continue;
    apply(measures, replica, data as TaskChange);
    replica.cursor = lastEventId;
    left -= 1;
    if (left === 0) break;
  }
  outgoing.destroy();
}

function apply(measures: Measures, replica: Replica, change: TaskChange): void {
  const version = versionOf(change);
  const isNext = version > replica.version;
  const tell = () => `version ${version} after ${replica.version}`;
  judge(measures, 'Changes are told once and in order', isNext, tell);
  replica.version = version;
  if (change.type === 'upsert') replica.tasks.set(change.task.id, change.task);
  else replica.tasks.delete(change.id);
}
