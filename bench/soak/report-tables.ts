import type { Incident } from './disturb';
import type { Measures } from './measures';
import type { Memory } from './memory';
import { type Verdicts, wasKept } from './promises';
import { table } from './table';

/** Each promise, how often it was put to the test, and how often it was broken. */
export function promiseTable(verdicts: Verdicts): string {
  return table(
    ['Promise', 'Tested', 'Broken'],
    [...verdicts].map(([promise, { tested, broken }]) => [promise, number(tested), number(broken)]),
  );
}

/** The promises that were not kept, with examples; a run that ended early need not have tested all. */
export function breaches(verdicts: Verdicts, isWhole: boolean): string[] {
  const broken = [...verdicts].filter(
    ([, verdict]) => !wasKept(verdict) && (isWhole || verdict.tested > 0),
  );
  return broken.map(([promise, { tested, broken: times, example }]) =>
    tested === 0
      ? `- ${promise}: never tested`
      : `- ${promise}: broken ${times} times, first by ${example}`,
  );
}

/** How long answers took, and how requests ended. */
export function loadTables(measures: Measures): string {
  const times = [
    ['Nothing wrong', measures.calm],
    ['During a fault, and until all was well', measures.disturbed],
  ] as const;
  return [
    table(
      ['Milliseconds to the end of an answer', 'requests', 'p50', 'p90', 'p99', 'p99.9', 'longest'],
      times.map(([name, values]) => [
        name,
        number(values.length),
        ...percentiles(values, [0.5, 0.9, 0.99, 0.999, 1]),
      ]),
    ),
    table(['Answered with', 'requests'], countsOf(measures.answers)),
    table(['Not answered, because', 'requests'], countsOf(measures.errors)),
  ].join('\n\n');
}

/** What was done to the system, and what came of it. */
export function faultTable(incidents: Incident[]): string {
  return table(
    ['Fault', 'At (s)', 'Lasted (s)', 'Until all was well (s)', '503', 'Not answered'],
    incidents.map(({ at, fault, held, recovery, refused, unanswered }) => [
      fault,
      number(at),
      held.toFixed(1),
      recovery.toFixed(1),
      number(refused),
      number(unanswered),
    ]),
  );
}

export function memoryTable(servers: Memory[]): string {
  return table(
    ['Resident memory (MiB)', 'at the start', 'highest', 'at the end'],
    servers.map(({ begin, highest, end }, index) => [
      `Server ${index + 1}`,
      number(begin),
      number(highest),
      number(end),
    ]),
  );
}

function countsOf(counts: Map<unknown, number>): string[][] {
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.map(([key, times]) => [String(key), number(times)]);
}

function percentiles(values: number[], shares: number[]): string[] {
  const sorted = Float64Array.from(values).toSorted();
  const last = sorted.length - 1;
  return shares.map((share) => number(sorted[Math.round(share * last)] ?? 0));
}

/** As people read it. */
export function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
