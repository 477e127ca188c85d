import { createVerdicts, type Verdicts } from './promises';

/** What is counted while the load runs. */
export interface Measures {
  /** Of requests that were answered, by status. */
  answers: Map<number, number>;
  /** Of requests that were not, by the error of the connection. */
  errors: Map<string, number>;
  /** Milliseconds to the end of an answer, of requests sent while all was well. */
  calm: number[];
  /** The same while there was a fault. */
  disturbed: number[];
  isDisturbed: boolean;
  /** When all was well again, on the clock of `performance.now`. */
  wellSince: number;
  /** Streams of events that were opened. */
  streams: number;
  /** Sign-outs that were answered, and the longest time in ms for which such a token was still accepted. */
  signOuts: number;
  longestAcceptance: number;
  verdicts: Verdicts;
}

export function createMeasures(): Measures {
  return {
    answers: new Map(),
    errors: new Map(),
    calm: [],
    disturbed: [],
    isDisturbed: false,
    wellSince: Infinity,
    streams: 0,
    signOuts: 0,
    longestAcceptance: 0,
    verdicts: createVerdicts(),
  };
}

export function countAnswer(measures: Measures, status: number, ms: number, disturbed: boolean) {
  count(measures.answers, status);
  (disturbed ? measures.disturbed : measures.calm).push(ms);
}

export function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function total(counts: Map<unknown, number>): number {
  return [...counts.values()].reduce((sum, value) => sum + value, 0);
}
