import { setTimeout as pause } from 'node:timers/promises';
import { createTRPCClient, httpLink } from '@trpc/client';
import { expect } from 'vitest';
import type { AppRouter } from '@/api/router';
import { mergeChanges, newestFirst } from '@/components/feed/merge-changes';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { createOutbox, type Outbox } from '@/outbox/outbox';
import { overlay } from '@/outbox/overlay';
import type { Entry } from '@/outbox/command';
import { perform } from '@/outbox/perform';
import type { Person } from './app';
import type { TestServer } from './http';

/** What becomes of a request. */
export type Fate = 'arrives' | 'is lost' | 'answer is lost' | 'takes too long';

/** A page with an outbox, whose requests meet one fate after the other, and then all arrive. */
export async function openOutboxPage(server: TestServer, person: Person, fates: Fate[] = []) {
  const { id: userId, token } = person;
  const left = [...fates];
  const requests: string[] = [];
  const kept = new Map<string, Entry>();
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `http://127.0.0.1:${server.port}/api/trpc`,
        headers: ({ op }) => ({
          authorization: `Bearer ${token}`,
          ...(op.context['headers'] as Record<string, string>),
        }),
        fetch: async (url, init) => {
          const fate = left.shift();
          requests.push(new URL(String(url)).pathname.replace('/api/trpc/tasks.', ''));
          const asker = visit;
          if (fate === 'is lost') throw new TypeError('lost');
          const answer = fetch(url, init as RequestInit);
          sending = answer;
          if (fate === 'takes too long') throw new TypeError('given up');
          const response = await answer;
          if (fate === 'answer is lost' || asker !== visit) throw new TypeError('lost');
          return response;
        },
      }),
    ],
  });
  let known: Task[] = [];
  let sending: Promise<unknown> | undefined;
  let performing: Promise<unknown> | undefined;
  let visit = 0;
  let outbox = open();
  await outbox.start();

  return {
    outbox: () => outbox,
    /** The procedures of tasks that were called so far, answered or not. */
    requests: () => requests,
    /** Has the next requests meet these fates. */
    meet: (next: Fate[]) => void left.splice(0, left.length, ...next),
    /** What outlives a reload. */
    kept,
    /** The answer to what is on its way is lost by this, and nothing else may be. */
    reload: async ({ isSame = true } = {}) => {
      const seen = view();
      visit += 1;
      outbox.stop();
      await sending;
      outbox = open();
      await outbox.start();
      if (isSame) expect(view()).toEqual(seen);
    },
    apply,
    view,
    /** Settles when the page has done what it does with the answer to what is on its way. */
    answered: async () => {
      await performing;
      await pause();
    },
    /** Ends when the server has done everything. */
    settle: async () => {
      const rousing = setInterval(() => outbox.wake(), 5);
      await expect.poll(() => outbox.getState().entries).toEqual([]);
      clearInterval(rousing);
    },
    /** What the server has. */
    list: () => {
      left.length = 0;
      return client.tasks.list.query({ user_id: userId });
    },
  };

  /** What the person sees. */
  function view(): Task[] {
    return overlay(userId, known, outbox.getState().entries).toSorted(newestFirst);
  }

  /** What a page has heard when it is left, it can do nothing with any more. */
  function open(): Outbox {
    const own = visit;
    const ifOpen = (work: () => void) => void (own === visit && work());
    return createOutbox({
      perform: (batch) => (performing = perform({ client, userId, find, apply }, batch)),
      storage: {
        load: async () => [...kept.values()],
        save: (entries) => {
          ifOpen(() => entries.forEach((entry) => kept.set(entry.key, copyOf(entry))));
        },
        drop: (entries) => ifOpen(() => entries.forEach(({ key }) => kept.delete(key))),
        areKept: () => true,
      },
      newestId: () => known[0]?.id,
      onChange: (changes) => ifOpen(() => apply(changes)),
      onRepeated: () => void refresh(own),
    });
  }

  /** As a page reads them anew; what it learns meanwhile is newer. */
  async function refresh(own: number): Promise<void> {
    const before = known;
    const tasks = await client.tasks.list.query({ user_id: userId }).catch(() => before);
    const there = new Set(tasks.map(({ id }) => id));
    if (own === visit) known = known.filter((task) => there.has(task.id) || !before.includes(task));
  }

  function apply(changes: TaskChange[]): void {
    known = mergeChanges(known, changes);
  }

  function find(id: number): Task | undefined {
    return known.find((task) => task.id === id);
  }
}

/** As it comes back from a storage. */
function copyOf(entry: Entry): Entry {
  return JSON.parse(JSON.stringify(entry)) as Entry;
}
