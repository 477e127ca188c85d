import type { CommandOf, Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';

const WISHES = { complete: 'changed', delete: 'deleted', restore: 'brought back' };

interface RefusedProps {
  entry: Entry<CommandOf<keyof typeof WISHES>>;
  title: string;
  outbox: Outbox;
}

/** Something that the server has refused, and that has no row of its own to say so. */
export function Refused({ entry, title, outbox }: RefusedProps) {
  return (
    <div role="alert" className="notice mt-3">
      <p>
        “{title}” could not be {WISHES[entry.command.op]}: {entry.refusal?.detail}
      </p>
      <div className="flex gap-2">
        <button type="button" className="button-quiet" onClick={() => outbox.retry(entry)}>
          Try again
        </button>
        <button type="button" className="button-quiet" onClick={() => outbox.discard(entry)}>
          Discard
        </button>
      </div>
    </div>
  );
}
