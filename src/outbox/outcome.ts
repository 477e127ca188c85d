import type { TaskChange } from '@/contract/task-changes';
import type { Entry, Refusal } from './command';

/**
 * What became of a command: what the server has changed, or learned to be changed, and why it did not do
 * what was asked. Nothing, when another of its batch was refused: it is sent again, or alone if nobody knows which.
 */
export type Outcome = { change?: TaskChange; refusal?: Refusal } | 'again' | 'alone';

/** How long the server, which can be reached, has asked to wait. */
export interface Wait {
  waitMs: number;
  /** Whether it takes nothing more of its user until then; else it is at work on what was sent before. */
  isBusy: boolean;
}

/** A command that was sent, and what became of it. */
export interface Settled {
  entry: Entry;
  outcome: Outcome;
}

/** What the server has changed. */
export function changesOf(settled: Settled[]): TaskChange[] {
  return settled.flatMap(({ outcome }) =>
    typeof outcome === 'object' ? (outcome.change ?? []) : [],
  );
}

/** The ids of new tasks, by those that they had here before. */
export function newIdsOf(settled: Settled[]): Map<number, number> {
  const ids = new Map<number, number>();
  for (const { entry, outcome } of settled) {
    const change = typeof outcome === 'object' ? outcome.change : undefined;
    const isMade = entry.command.op === 'create' && change?.type === 'upsert';
    if (isMade) ids.set(entry.command.id, change.task.id);
  }
  return ids;
}

/** What is left to be done, or to be looked at by a person. */
export function leftOf(settled: Settled[]): Entry[] {
  return settled.flatMap(({ entry: { key, at, command, after }, outcome }) => {
    if (outcome === 'again') return { key, at, command };
    if (outcome === 'alone') return { key, at, command, batch: key, after };
    return outcome.refusal ? { key, at, command, refusal: outcome.refusal } : [];
  });
}
