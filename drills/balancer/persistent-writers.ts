import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from '@/testing/members';
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
  const writing = Array.from({ length: count }, async () => {
    while (!stopping.signal.aborted) {
      const title = crypto.randomUUID();
      while (!(await isWritten(title))) await sleep(100);
      written.push(title);
    }
  });
  return {
    written,
    refused,
    stop: async () => {
      stopping.abort();
      await Promise.all(writing);
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
