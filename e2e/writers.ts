import type { Member } from '@/testing/members';
import type { Tandem } from './server';

/** A task that was sent to be made. */
interface Attempt {
  title: string;
  /** Of the answer; undefined as long as there is none. */
  status?: number;
}

/** People who write tasks without a pause. */
export interface Writers {
  /** All of them so far. */
  attempts: Attempt[];
  /** Lets each end what it has begun. */
  stop: () => Promise<void>;
}

/** Half of the writers keep their connections, the others make a new one for each task. */
export function startWriters(tandem: Tandem, member: Member, count = 8): Writers {
  const attempts: Attempt[] = [];
  const stopping = new AbortController();
  const writing = Array.from({ length: count }, async (_, index) => {
    while (!stopping.signal.aborted) {
      const attempt: Attempt = { title: crypto.randomUUID() };
      attempts.push(attempt);
      // What breaks off has no status.
      await write(tandem, member, attempt, index % 2 === 0).catch(() => undefined);
    }
  });
  return {
    attempts,
    stop: async () => {
      stopping.abort();
      await Promise.all(writing);
    },
  };
}

async function write(
  { url }: Tandem,
  { id, token }: Member,
  attempt: Attempt,
  keepsConnection: boolean,
): Promise<void> {
  const response = await fetch(`${url}/api/${id}/tasks`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(!keepsConnection && { connection: 'close' }),
    },
    body: JSON.stringify({ title: attempt.title, description: DESCRIPTION }),
  });
  await response.text();
  attempt.status = response.status;
}

const DESCRIPTION = 'Milk '.repeat(200).trim();

/** The titles of those that were answered with success. */
export function acknowledged({ attempts }: Writers): string[] {
  return attempts.filter(({ status }) => status === 201).map(({ title }) => title);
}

/** The titles of all tasks of a member; undefined if the answer is no list. */
export async function titlesOf(
  { url }: Tandem,
  { id, token }: Member,
): Promise<string[] | undefined> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/${id}/tasks`, { headers }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const tasks = (await response.json()) as { title: string }[];
  return tasks.map(({ title }) => title);
}
