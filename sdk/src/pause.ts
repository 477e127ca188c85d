const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/** Milliseconds before another attempt, with jitter, so that those who failed together do not come back together. */
export function backoff(attempt: number): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return most / 2 + (Math.random() * most) / 2;
}

/** Waits so many milliseconds. @throws the reason of the signal when it is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', abort);

    function end(): void {
      signal.removeEventListener('abort', abort);
      resolve();
    }

    function abort(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      reject(signal.reason as Error);
    }
  });
}
