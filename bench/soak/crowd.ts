import { followChanges, followEvents, type Replica, startReplica } from './followers';
import type { Load } from './load';
import { type Person, signUp } from './people';
import { anyWrite } from './any-write';
import { keepVisiting } from './visitors';
import { keepWriting, write } from './writer';

/** Everybody who uses the system. */
export interface Crowd {
  /** Has one task, and whoever wants to know whether all is well may write it. */
  probe: Person;
  /** What the clients know who follow somebody's tasks. */
  replicas: Map<Person, Replica[]>;
  /** When nobody writes any more, and when nobody reads. */
  written: Promise<unknown>;
  read: Promise<unknown>;
}

const WRITERS = 24;
const REQUESTS_EACH = 2;
const VISITORS = 2;

/** Signs everybody up, and lets them begin. */
export async function startCrowd(load: Load): Promise<Crowd> {
  const probe = await signUp(load);
  await write(load, probe, anyWrite(probe, load.random));
  const visitors = await Promise.all(Array.from({ length: VISITORS }, () => signUp(load)));
  const replicas = new Map<Person, Replica[]>([[probe, []]]);
  const writing: Promise<void>[] = [];
  const reading: Promise<void>[] = [];
  for (let count = 0; count < WRITERS; count += 1) {
    const person = await signUp(load);
    const byChanges = await startReplica(load, person);
    const byEvents = await startReplica(load, person);
    replicas.set(person, [byChanges, byEvents]);
    reading.push(followChanges(load, person, byChanges), followEvents(load, person, byEvents));
  }
  for (const person of replicas.keys()) {
    const requests = person === probe ? 0 : REQUESTS_EACH;
    for (let count = 0; count < requests; count += 1) writing.push(keepWriting(load, person));
  }
  for (const person of visitors) writing.push(keepVisiting(load, person));
  const [written, read] = [Promise.all(writing), Promise.all(reading)];
  // Whoever waits for them hears of it.
  for (const each of [written, read]) each.catch(() => undefined);
  return { probe, replicas, written, read };
}
