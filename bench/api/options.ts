import { parseArgs } from 'node:util';

export interface Options {
  /** How often each contender is measured at each work, in turn with the others. */
  rounds: number;
  /** How long each time. */
  seconds: number;
  /** Contenders; all that can be started where none are named. */
  only: string[] | undefined;
  work: string[] | undefined;
  /** What is measured at all: requests, growth, concurrency, starts. */
  parts: string[];
  /** The directory of another build of Tandem, measured beside this one. */
  against: string | undefined;
}

const PARTS = ['requests', 'growth', 'concurrency', 'starts'];

/** Whether everything is measured, which is worth being kept. */
export function isWhole({ only, work, parts }: Options): boolean {
  return !only && !work && PARTS.every((part) => parts.includes(part));
}

/** @throws Error that names an option that is wrong. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      only: { type: 'string' },
      work: { type: 'string' },
      parts: { type: 'string', default: PARTS.join(',') },
      against: { type: 'string' },
    },
  });
  return {
    rounds: toCount('rounds', values.rounds),
    seconds: toCount('seconds', values.seconds),
    only: values.only?.split(','),
    work: values.work?.split(','),
    parts: values.parts.split(','),
    against: values.against,
  };
}

function toCount(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a positive integer, not ${text}`);
}
