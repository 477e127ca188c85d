/** Longer than anything takes whose connection lives; in milliseconds. */
const LONGEST = 60_000;

/**
 * Lets `most` do their work at once; who comes then waits for a turn, in the order of coming. A turn ends after
 * a minute at most: of work that waits for a lost connection postgres.js may never tell the end.
 */
export function createTurns(most: number) {
  const waiting: (() => void)[] = [];
  let free = most;

  return async <T>(work: () => PromiseLike<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    let isOver = false;
    const lost = setTimeout(end, LONGEST).unref();
    try {
      return await work();
    } finally {
      clearTimeout(lost);
      end();
    }

    function end(): void {
      if (isOver) return;
      isOver = true;
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
