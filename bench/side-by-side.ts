/** What was measured without a change and with it, right after one another. */
export interface Pair<Sample = number> {
  plain: Sample;
  changed: Sample;
}

/** Measures both in turn, so that what slows the machine slows both; the first round does not count. */
export async function sideBySide<Subject, Sample>(
  rounds: number,
  subjects: Pair<Subject>,
  measure: (subject: Subject, round: number) => Promise<Sample>,
): Promise<Pair<Sample>[]> {
  const pairs: Pair<Sample>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const swapped = round % 2 === 1;
    const first = await measure(swapped ? subjects.changed : subjects.plain, round);
    const second = await measure(swapped ? subjects.plain : subjects.changed, round);
    pairs.push(swapped ? { plain: second, changed: first } : { plain: first, changed: second });
  }
  return pairs.slice(1);
}

/** The medians of both. */
export function medians(pairs: Pair[], decimals: number): string {
  return both(pairs, median, decimals);
}

/** The means of both, where rare costs count. */
export function means(pairs: Pair[], decimals: number): string {
  return both(pairs, mean, decimals);
}

/** The fastest of both, which the rest of the machine disturbed least, and their ratio. */
export function fastest(pairs: Pair[], decimals: number): string {
  const plain = Math.min(...pairs.map((pair) => pair.plain));
  const changed = Math.min(...pairs.map((pair) => pair.changed));
  return `${plain.toFixed(decimals)} → ${changed.toFixed(decimals)} (× ${(changed / plain).toFixed(2)})`;
}

function both(pairs: Pair[], middle: (values: number[]) => number, decimals: number): string {
  const plain = middle(pairs.map((pair) => pair.plain));
  const changed = middle(pairs.map((pair) => pair.changed));
  return `${plain.toFixed(decimals)} → ${changed.toFixed(decimals)}`;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
