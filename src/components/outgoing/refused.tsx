import { handOnFocus } from '@/components/ui/hand-on-focus';
import type { Task } from '@/contract/tasks';
import type { Command, Entry } from '@/outbox/command';
import { valuesIn } from '@/outbox/field-values';
import type { Outbox } from '@/outbox/outbox';

/** What was to happen to a task. */
export const WISHES = {
  create: 'saved',
  update: 'changed',
  complete: 'changed',
  delete: 'deleted',
  restore: 'brought back',
};

interface RefusedProps {
  entry: Entry;
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
          onClick={() => outbox.retry(entry, insist(entry))}
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

/** What is asked for the next time: what somebody has changed meanwhile, as `now` tells, is deleted or overwritten all the same. */
export function insist({ command, refusal }: Entry, now?: Task): Command {
  if (refusal?.kind !== 'conflict') return command;
  if (command.op === 'delete') return { ...command, isUndo: undefined };
  if (command.op !== 'update' || !now) return command;
  return { ...command, seen: { ...command.seen, ...valuesIn(now, command.fields) } };
}
