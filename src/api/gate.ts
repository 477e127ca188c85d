import { TRPCError } from '@trpc/server';
import type { Answer } from './answer';

/** Milliseconds for an answer: longer than a body may take to arrive, or a statement to be worked on. */
export const DEADLINE_MS = 15_000;
/** Far more than a pool of connections ever makes progress on; each keeps its request in memory. */
const MAX_RUNNING = 1_000;

export type Gate = ReturnType<typeof createGate>;

/** Lets through what has to end: SERVICE_UNAVAILABLE where it is one too many, or takes longer than 15 s. */
export function createGate(deadlineMs = DEADLINE_MS, maxRunning = MAX_RUNNING) {
  let running = 0;
  return { pass, aside };

  function pass(work: () => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const working = begin(work);
      const timer = setTimeout(() => {
        working.then(discard, () => undefined);
        reject(tooLate());
      }, deadlineMs);
      const leave = () => {
        running -= 1;
        clearTimeout(timer);
      };
      working.then(leave, leave);
      working.then(resolve, reject);
    });
  }

  async function begin(work: () => Promise<Answer>): Promise<Answer> {
    enter();
    return work();
  }

  /** Others have the place while the client is waited for: bodies that never come must not take all of them. */
  async function aside<T>(wait: () => Promise<T>): Promise<T> {
    running -= 1;
    try {
      return await wait();
    } finally {
      enter();
    }
  }

  function enter(): void {
    running += 1;
    if (running > maxRunning) throw new TRPCError({ code: 'SERVICE_UNAVAILABLE' });
  }
}

function tooLate(): TRPCError {
  const cause = new Error('It took too long');
  return new TRPCError({ code: 'SERVICE_UNAVAILABLE', cause });
}

/** A stream that nobody reads would be followed for ever. */
function discard(late: Answer): void {
  if (late.body instanceof ReadableStream) void late.body.cancel();
}
