import type { Logger } from 'pino';
import type { Db } from './client';
import { describeFailure } from './failures';
import { findRevisions } from './task-revisions';

/** Somebody who waits for a user's next write. */
interface Waiter {
  /** The revision they know. */
  after: number;
  settle: (hasNews: boolean) => void;
}

/** How many streams one user may follow at once in one process: each of them reads every change. */
const MAX_FOLLOWERS = 20;

export interface LiveRevisions {
  /** Counts somebody who follows a user until the answer is called; undefined if there are too many. */
  follow: (userId: string) => (() => void) | undefined;
  /**
   * Whether a user's revision is past `after`: true as soon as that is known, false after a tick
   * without news, so that whoever waits can look after themselves.
   */
  hasNews: (userId: string, after: number) => Promise<boolean>;
  /** Tells those who wait in this process that the user has written. */
  announce: (userId: string) => void;
  /** Lets all who wait look after themselves at once. */
  wake: () => void;
  /** From now on nobody waits, and nothing is news. */
  close: () => void;
  isClosed: () => boolean;
}

const TICK_MS = 500;

/** Tells writes of this process at once, and those of others after one small query for all who wait, at every tick. */
export function createLiveRevisions(db: Db, log: Pick<Logger, 'error'>): LiveRevisions {
  const followers = new Map<string, number>();
  const waiting = new Map<string, Set<Waiter>>();
  let polling = false;
  let failing = false;
  let closed = false;
  const timer = setInterval(() => void tick(), TICK_MS).unref();

  return { follow, hasNews, announce, wake, close, isClosed: () => closed };

  function follow(userId: string): (() => void) | undefined {
    if ((followers.get(userId) ?? 0) >= MAX_FOLLOWERS) return undefined;
    count(userId, 1);
    let left = false;
    return () => {
      if (!left) count(userId, -1);
      left = true;
    };
  }

  function count(userId: string, change: number): void {
    const number = (followers.get(userId) ?? 0) + change;
    if (number > 0) followers.set(userId, number);
    else followers.delete(userId);
  }

  function hasNews(userId: string, after: number): Promise<boolean> {
    if (closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiters = waiting.get(userId) ?? new Set();
      waiting.set(userId, waiters.add({ after, settle: resolve }));
    });
  }

  function announce(userId: string): void {
    settle(userId, Infinity);
  }

  function wake(): void {
    settleAll(new Map());
  }

  function close(): void {
    closed = true;
    clearInterval(timer);
    wake();
  }

  async function tick(): Promise<void> {
    if (waiting.size === 0) return;
    // Who waits must not wait for a database that does not answer.
    if (polling) return wake();
    polling = true;
    settleAll(await poll());
    polling = false;
  }

  /** A failure is not the end of those who wait: they have missed nothing when the database is back. */
  async function poll(): Promise<Map<string, number>> {
    try {
      const revisions = await findRevisions(db, [...waiting.keys()]);
      failing = false;
      return revisions;
    } catch (error) {
      if (!failing) log.error({ failure: describeFailure(error) }, 'Revisions could not be read');
      failing = true;
      return new Map();
    }
  }

  function settleAll(revisions: Map<string, number>): void {
    for (const userId of waiting.keys()) settle(userId, revisions.get(userId) ?? 0);
  }

  function settle(userId: string, revision: number): void {
    const waiters = waiting.get(userId) ?? [];
    waiting.delete(userId);
    for (const waiter of waiters) waiter.settle(waiter.after < revision);
  }
}
