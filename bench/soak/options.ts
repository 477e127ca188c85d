import { parseArgs } from 'node:util';

export interface Options {
  /** The load lasts so long at least, and until every kind of fault has been there. */
  minutes: number;
  /** The same seed gives the same faults in the same order. */
  seed: number;
  /** Seconds from the beginning of one fault to that of the next, at least. */
  faultEvery: number;
  /** A file for the report, which is printed as well. */
  report: string | undefined;
}

/** @throws Error that names an option that is wrong. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      'fault-every': { type: 'string', default: '20' },
      report: { type: 'string' },
    },
  });
  return {
    minutes: toNumber('minutes', values.minutes),
    seed: toNumber('seed', values.seed),
    faultEvery: toNumber('fault-every', values['fault-every']),
    report: values.report,
  };
}

function toNumber(name: string, text: string): number {
  const number = Number(text);
  if (text !== '' && number >= 0) return number;
  throw new Error(`--${name} must be a number, not ${text}`);
}
