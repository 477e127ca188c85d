import { givenBack } from './given-back';

/** Lets `most` do their work at once; who comes then waits for a turn, in the order of coming; a turn ends after a minute at most. */
export function createTurns(most: number) {
  const waiting: (() => void)[] = [];
  let free = most;

  return async <T>(work: () => PromiseLike<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const end = givenBack(passOn);
    try {
      return await work();
    } finally {
      end();
    }
  };

  function passOn(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}
