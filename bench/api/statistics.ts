/** The value in the middle; NaN of none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Their ratio in each round: the middle of them, and how far they lie apart. */
export interface Ratio {
  middle: number;
  least: number;
  most: number;
}

/** Compares what was measured in the same rounds. */
export function ratioOf(values: number[], others: number[]): Ratio {
  const ratios = values.map((value, round) => value / (others[round] ?? Number.NaN));
  return { middle: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}
