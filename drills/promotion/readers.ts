import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChangePage, type TaskChange, versionOf } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { type EventSource, openEvents } from '@/testing/event-source';
import type { Member } from '@/testing/members';
import type { Tandem } from '../../e2e/server';
import type { Ask } from '../proxies/ask';

/** A client that is told of every change, and goes on behind the last one whenever its stream is cut. */
export interface Follower {
  /** The titles of the tasks that it was told of. */
  titles: string[];
  /** Waits until it was told of so many, for a minute. */
  until: (count: number) => Promise<void>;
  /** How many streams it has opened. */
  stop: () => Promise<number>;
}

/** Follows what is written from now on, at one host after the other; if it is told out of order, `stop` rejects. */
export async function startFollower(hosts: Tandem[], { id, token }: Member): Promise<Follower> {
  const headers = { authorization: `Bearer ${token}` };
  const path = `/api/${id}/tasks`;
  const titles: string[] = [];
  const known = await fetch(`${hosts[0]?.url}${path}/changes`, { headers });
  let { cursor } = (await known.json()) as ChangePage;
  let version = 0;
  let streams = 0;
  let stream: EventSource | undefined;
  const stopping = new AbortController();
  const following = follow();
  // Told by `stop`.
  following.catch(() => undefined);
  return {
    titles,
    until: async (count) => {
      for (const end = Date.now() + 60_000; titles.length < count && Date.now() < end;)
        await sleep(20);
    },
    stop: async () => {
      stopping.abort();
      stream?.cut();
      await following;
      return streams;
    },
  };

  async function follow(): Promise<void> {
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      const { port } = hosts[turn % hosts.length]!;
      const more = { ...headers, 'last-event-id': cursor };
      stream = await openEvents(port, `${path}/events`, more).catch(() => undefined);
      assert.ok([200, 503, undefined].includes(stream?.status), `Status ${stream?.status}`);
      if (stream?.status === 200) await read(stream);
      else await sleep(100);
    }
  }

  async function read({ next }: EventSource): Promise<void> {
    streams += 1;
    for (let event = await next(); event; event = await next()) {
      if (event.type !== 'message') continue;
      const change = event.data as TaskChange;
      assert.ok(versionOf(change) > version, `Version ${versionOf(change)} after ${version}`);
      version = versionOf(change);
      cursor = event.lastEventId;
      if (change.type === 'upsert') titles.push(change.task.title);
    }
  }
}

/** Reads the newest task again and again until it is told to stop, which rejects if it was ever older than before. */
export function startReader(ask: Ask, { id, token }: Member): () => Promise<number> {
  const stopping = new AbortController();
  const reading = read();
  // Told by `stop`.
  reading.catch(() => undefined);
  return () => {
    stopping.abort();
    return reading;
  };

  async function read(): Promise<number> {
    const headers = { authorization: `Bearer ${token}` };
    let version = 0;
    let count = 0;
    while (!stopping.signal.aborted) {
      const answer = await ask(`/api/${id}/tasks?limit=1`, { headers }).catch(() => undefined);
      if (answer?.status === 200) {
        const [task] = JSON.parse(answer.text) as [Task];
        assert.ok(task.version >= version, `Version ${task.version} after ${version}`);
        ({ version } = task);
        count += 1;
      }
      await sleep(20);
    }
    return count;
  }
}
