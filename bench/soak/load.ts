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
}

/** A port for the next request. */
export function anyPort({ ports, random }: Load): number {
  return random.pick(ports);
}

/** For a moment, as clients do that were not answered. */
export function pause({ random }: Load, low = 100, high = 500): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, random.between(low, high)));
}
