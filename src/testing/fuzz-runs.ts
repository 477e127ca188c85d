/** What to repeat: without it, `npm test` sends the same cases every time, and `npm run fuzz` others. */
const SEED = 4;

/** How many cases a run has by itself, of all kinds together. */
const RUNS = 3_000;

/** Milliseconds that one case has on the slowest machine, on average. */
const PACE = 50;

/** The parameters of fast-check for a share of the cases; `FUZZ_RUNS` and `FUZZ_SEED` set those of all. */
export function fuzzRuns(share: number) {
  const { FUZZ_RUNS, FUZZ_SEED } = process.env;
  const numRuns = Math.ceil(Number(FUZZ_RUNS ?? RUNS) * share);
  const seed = FUZZ_SEED === 'random' ? Date.now() : Number(FUZZ_SEED ?? SEED);
  // Shrinking, too, comes to an end, so that what was found is told.
  return { numRuns, seed, interruptAfterTimeLimit: 60_000 + numRuns * PACE };
}
