import { TRPCError } from '@trpc/server';

/** Longer than a body may take to arrive, or a statement to be worked on. */
const DEADLINE_MS = 15_000;
/** Far more than a pool of connections ever makes progress on; each keeps its request in memory. */
const MAX_RUNNING = 1_000;

/** Lets through what has to end: SERVICE_UNAVAILABLE where it is one too many, or takes longer than 15 s. */
export function createGate(deadlineMs = DEADLINE_MS, maxRunning = MAX_RUNNING) {
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= maxRunning) throw new TRPCError({ code: 'SERVICE_UNAVAILABLE' });
    running += 1;
    const working = work().finally(() => (running -= 1));
    return inTime(working, deadlineMs);
  };
}

function inTime<T>(working: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      working.then(discard, () => undefined);
      reject(new TRPCError({ code: 'SERVICE_UNAVAILABLE', cause: new Error('It took too long') }));
    }, deadlineMs);
    working.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A stream that nobody reads would be followed for ever. */
function discard(late: unknown): void {
  if (late instanceof Response) void late.body?.cancel();
}
