import type { TaskChange } from '@/contract/task-changes';
import { type Entry, type Refusal, unsent } from './command';

/**
 * What became of a command: what the server has changed, or learned to be changed, and why it did not do
 * what was asked. Nothing, when another of its batch was refused: it is sent again, with fewer if nobody knows which.
 */
export type Outcome = { change?: TaskChange; refusal?: Refusal } | 'again' | 'apart';

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
  return settled.flatMap(({ entry, outcome }) => {
    if (typeof outcome === 'string') return unsent(entry);
    return outcome.refusal ? { ...unsent(entry), refusal: outcome.refusal } : [];
  });
}

/** What waits behind a task that there was no room for, and needs room as well: refused like it, up to what makes some. */
export function withoutRoom([first]: Settled[], entries: readonly Entry[]): Entry[] {
  const refusal = typeof first?.outcome === 'object' ? first.outcome.refusal : undefined;
  if (!first || refusal?.kind !== 'full') return [];
  const behind = entries.filter(({ at }) => at > first.entry.at);
  const end = behind.findIndex(({ command }) => command.op === 'delete');
  return behind.slice(0, end < 0 ? undefined : end).flatMap((entry) => {
    const isSure = needsRoom(entry) && !entry.batch && !entry.refusal;
    return isSure ? { ...entry, refusal } : [];
  });
}

function needsRoom({ command }: Entry): boolean {
  return command.op === 'create' || command.op === 'restore';
}
