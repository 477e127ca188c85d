/** Chance that is the same for the same seed. */
export interface Random {
  /** A number from 0 up to 1. */
  next: () => number;
  chance: (probability: number) => boolean;
  /** An integer from `low` to `high`. */
  between: (low: number, high: number) => number;
  pick: <T>(items: readonly [T, ...T[]] | readonly T[]) => T;
  shuffle: <T>(items: readonly T[]) => T[];
}

/** Mulberry32: small, fast and even enough. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return { next, chance, between, pick, shuffle };

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), bits | 61)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  function chance(probability: number): boolean {
    return next() < probability;
  }

  function between(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }

  function pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('Nothing to pick from');
    return items[between(0, items.length - 1)] as T;
  }

  function shuffle<T>(items: readonly T[]): T[] {
    const keyed = items.map((item) => ({ item, key: next() }));
    return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
  }
}
