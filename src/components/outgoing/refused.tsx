import { handOnFocus } from '@/components/ui/hand-on-focus';
import type { CommandOf, Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';

/** What was to happen to a task. */
export const WISHES = {
  create: 'saved',
  complete: 'changed',
  delete: 'deleted',
  restore: 'brought back',
};

/** What was asked for a task that has no row, or one that says nothing of it. */
export type RefusedEntry = Entry<CommandOf<keyof typeof WISHES>>;

interface RefusedProps {
  entry: RefusedEntry;
  title: string;
  outbox: Outbox;
}

/** Something that the server has refused, and that has no row of its own to say so. */
export function Refused({ entry, title, outbox }: RefusedProps) {
  const { command, refusal } = entry;
  const isConflict = refusal?.kind === 'conflict';
  return (
    <div ref={handOnFocus} role="alert" className="notice mt-3">
      <p>
        “{title}” could not be {WISHES[command.op]}. {refusal?.detail}
      </p>
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button-quiet"
          onClick={() => outbox.retryAll([insist(entry)])}
        >
          {isConflict ? 'Delete anyway' : 'Try again'}
        </button>
        <button type="button" className="button-quiet" onClick={() => outbox.discard(entry)}>
          {isConflict ? 'Keep it' : 'Discard'}
        </button>
      </div>
    </div>
  );
}

/** What is asked for the next time: what somebody has changed meanwhile is deleted all the same. */
export function insist(entry: RefusedEntry): Entry {
  const { command, refusal } = entry;
  if (command.op !== 'delete' || refusal?.kind !== 'conflict') return entry;
  return { ...entry, command: { ...command, isUndo: undefined } };
}
