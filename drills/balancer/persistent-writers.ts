import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from '@/testing/members';
import type { Tandem } from '../../e2e/server';
import { titlesOf } from '../../e2e/writers';
import type { Ask } from '../proxies/ask';

/** What a client takes for: ask again, with the same key. */
const AGAIN = [409, 502, 503, 504];

/** Clients that write without a pause, and ask again with the same key until they are answered. */
export interface Writers {
  /** The titles of those that were answered with success. */
  written: string[];
  /** How often each status came that was no success; 0 is an answer that broke off. */
  refused: Map<number, number>;
  stop: () => Promise<void>;
}

/** Starts `count` of them; one that is refused for good makes `stop` reject. */
export function startPersistentWriters(ask: Ask, member: Member, count: number): Writers {
  const written: string[] = [];
  const refused = new Map<number, number>();
  const stopping = new AbortController();
  const writing = Promise.all(
    Array.from({ length: count }, async () => {
      while (!stopping.signal.aborted) {
        const title = crypto.randomUUID();
        while (!(await isWritten(title))) await sleep(100);
        written.push(title);
      }
    }),
  );
  // Told by `stop`.
  writing.catch(() => undefined);
  return {
    written,
    refused,
    stop: async () => {
      stopping.abort();
      await writing;
    },
  };

  async function isWritten(title: string): Promise<boolean> {
    const headers = { authorization: `Bearer ${member.token}`, 'idempotency-key': title };
    const asking = { method: 'POST', headers, json: { title } };
    const { status, text } = await ask(`/api/${member.id}/tasks`, asking).catch(() => ({
      status: 0,
      text: '',
    }));
    if (status === 201) return true;
    refused.set(status, (refused.get(status) ?? 0) + 1);
    if (status === 0 || AGAIN.includes(status)) return false;
    throw new Error(`${status}: ${text}`);
  }
}

/** Waits until so many more are written. */
export async function moreOf(writers: Writers, count: number): Promise<void> {
  const goal = writers.written.length + count;
  // Writers that gave up would never get there.
  for (const end = Date.now() + 120_000; writers.written.length < goal && Date.now() < end;)
    await sleep(20);
  if (writers.written.length < goal) throw new Error(`Too few: ${refusalsOf(writers)}`);
}

/** How often each status came that was no success, in words; it counts anew then. */
export function refusalsOf({ refused }: Writers): string {
  const kinds = [...refused].map(([status, count]) => `${count} of ${status || 'no answer'}`);
  refused.clear();
  return kinds.join(', ') || 'none';
}

/** Throws unless a member has the task that they began with and those that were written, each once. */
export async function expectAll(tandem: Tandem, member: Member, written: string[]): Promise<void> {
  const titles = await titlesOf(tandem, member);
  assert.deepEqual(titles?.toSorted(), ['First', ...written].toSorted());
}
