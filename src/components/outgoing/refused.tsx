import { handOnFocus } from '@/components/ui/hand-on-focus';
import type { Command, CommandOf, Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';

const WISHES = { complete: 'changed', delete: 'deleted', restore: 'brought back' };

interface RefusedProps {
  entry: Entry<CommandOf<keyof typeof WISHES>>;
  title: string;
  outbox: Outbox;
}

/** Something that the server has refused, and that has no row of its own to say so. */
export function Refused({ entry, title, outbox }: RefusedProps) {
  const { command, refusal } = entry;
  const isConflict = refusal?.kind === 'conflict';
  const again = isConflict ? withoutCare(command) : command;
  return (
    <div ref={handOnFocus} role="alert" className="notice mt-3">
      <p>
        “{title}” could not be {WISHES[command.op]}. {refusal?.detail}
      </p>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button-quiet" onClick={() => outbox.retry(entry, again)}>
          {isConflict ? 'Delete anyway' : 'Try again'}
        </button>
        <button type="button" className="button-quiet" onClick={() => outbox.discard(entry)}>
          {isConflict ? 'Keep it' : 'Discard'}
        </button>
      </div>
    </div>
  );
}

/** What is to be deleted whoever has changed it. */
function withoutCare(command: Command): Command {
  return command.op === 'delete' ? { ...command, isUndo: undefined } : command;
}
