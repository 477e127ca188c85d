/** Lets `most` do their work at once; who comes then waits for a turn, in the order of coming. */
export function createTurns(most: number) {
  const waiting: (() => void)[] = [];
  let free = most;

  return async <T>(work: () => PromiseLike<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
