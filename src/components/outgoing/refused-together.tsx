import { handOnFocus } from '@/components/ui/hand-on-focus';
import { inFigures } from '@/components/ui/in-figures';
import { Reference } from '@/components/ui/reference';
import type { Task } from '@/contract/tasks';
import type { Command, Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';
import { insist, WISHES } from './refused';

/** More lines have to be scrolled to. */
const LINES = 6;

interface RefusedTogetherProps {
  /** Names their list. */
  id: string;
  /** Of one kind. */
  entries: Entry[];
  /** Of their tasks. */
  titles: string[];
  /** The tasks that are there, by id. */
  known: ReadonlyMap<number, Task>;
  outbox: Outbox;
}

/** Many that the server has refused: which and why, to be copied, tried again or given up as one. */
export function RefusedTogether({ id, entries, titles, known, outbox }: RefusedTogetherProps) {
  const [first] = entries;
  const isConflict = first?.refusal?.kind === 'conflict';
  const reasons = new Set(entries.map(({ refusal }) => refusal?.detail));
  const verb = first?.command.op === 'update' ? 'Change' : 'Delete';
  const request = first?.refusal?.request;
  const repeatable = entries.filter(mayHelp);
  return (
    <div ref={handOnFocus} className="notice mt-3">
      {/* The count is none of the alert, which would be said again with each that comes. */}
      <p role="alert">
        Not all was {first && WISHES[first.command.op]}. {[...reasons].join(' ')}
      </p>
      {request && <Reference of="Request" id={request} />}
      <label htmlFor={id} className="text-sm text-muted">
        {titles.length === 1 ? '1 task' : `${inFigures(titles.length)} tasks`}
      </label>
      <textarea
        id={id}
        readOnly
        dir="auto"
        rows={LINES}
        className="field py-2 text-sm"
        value={titles.join('\n')}
      />
      <div className="flex flex-wrap gap-2">
        {repeatable.length > 0 && (
          <button
            type="button"
            className="button-quiet"
            onClick={() => outbox.retryAll(repeatable, insistOn(known))}
          >
            {isConflict ? `${verb} all anyway` : 'Try all again'}
          </button>
        )}
        <button type="button" className="button-quiet" onClick={() => outbox.discardAll(entries)}>
          {isConflict ? 'Keep all' : 'Discard all'}
        </button>
      </div>
    </div>
  );
}

/** Whether it may be done the next time: what is wrong with what was written stays so. */
function mayHelp({ refusal }: Entry): boolean {
  return refusal?.kind !== 'invalid' || refusal.request !== undefined;
}

/** What is asked for the next time: of several changes of a task each is made over the one before. */
function insistOn(known: ReadonlyMap<number, Task>): (entry: Entry) => Command {
  const present = new Map(known);
  return (entry) => {
    const now = present.get(entry.command.id);
    const command = insist(entry, now);
    if (now && command.op === 'update') present.set(now.id, { ...now, ...command.fields });
    return command;
  };
}
