import type { Send } from './client';
import type { Measures } from './measures';
import type { Random } from './random';

/** What everybody who makes load needs. */
export interface Load {
  send: Send;
  measures: Measures;
  random: Random;
  /** Of the server processes; each request goes to any of them. */
  ports: readonly number[];
  /** From then on nobody begins to write. */
  writing: AbortSignal;
  /** From then on nobody reads. */
  reading: AbortSignal;
  /** Ends the run, because of something that does not come. */
  giveUp: (why: string) => void;
}

/** Longer than any fault with what follows it, in milliseconds: nobody tries again for longer. */
const LONGEST_MS = 240_000;

/** Whether somebody has tried again for too long, which ends the run. */
export function isTooLate(load: Load, since: number, what: string): boolean {
  if (performance.now() - since < LONGEST_MS) return false;
  load.giveUp(`${what} within ${LONGEST_MS / 1_000} s`);
  return true;
}

/** A port for the next request. */
export function anyPort({ ports, random }: Load): number {
  return random.pick(ports);
}

/** For a moment, as clients do that were not answered. */
export function pause({ random }: Load, low = 100, high = 500): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, random.between(low, high)));
}
