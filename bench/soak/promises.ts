/** What the system is held to. */
const PROMISES = [
  'Nothing hangs',
  'No 5xx but 503',
  'A 503 says when to try again',
  'Only what was asked wrongly is refused',
  'Who asks again with the same key is answered',
  'Everything recovers by itself',
  'Ten seconds after a fault everything is answered',
  'No process ends by itself',
  'SIGTERM ends with 0 within 30 s',
  'Every failure is caught',
  'Who has an account can sign in',
  'Who has signed in is known everywhere',
  'Who signs out is out at once where they did',
  'Who has signed out is refused everywhere',
  'Nobody sees tasks of others',
  'Nobody has tasks of others',
  'What was acknowledged is read',
  'What was acknowledged is there',
  'Nothing is written that nobody asked for',
  'A version is of one write',
  'Versions count the writes',
  'A bulk is written whole or not at all',
  'Tasks are what was last written',
  'Tasks are counted',
  'REST shows what is there',
  'Pages repeat nothing',
  'Changes can be followed from any cursor',
  'Events can be followed',
  'Changes are told once and in order',
  'Who follows knows what is there',
] as const;

export type Promised = (typeof PROMISES)[number];

/** How a promise fared. */
export interface Verdict {
  /** How often it was put to the test; a promise that never was is not kept. */
  tested: number;
  broken: number;
  /** How it was broken first. */
  example?: string;
}

export type Verdicts = Map<Promised, Verdict>;

export function createVerdicts(): Verdicts {
  return new Map(PROMISES.map((promise) => [promise, { tested: 0, broken: 0 }]));
}

/** Puts a promise to the test; `tell` says how it was broken. */
export function judge(
  { verdicts }: { verdicts: Verdicts },
  promise: Promised,
  isKept: boolean,
  tell: () => string,
): void {
  const verdict = verdicts.get(promise) ?? { tested: 0, broken: 0 };
  verdict.tested += 1;
  if (isKept) return;
  verdict.broken += 1;
  verdict.example ??= tell().slice(0, 1_000);
}

export function wasKept({ tested, broken }: Verdict): boolean {
  return tested > 0 && broken === 0;
}
