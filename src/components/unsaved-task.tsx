import type { CommandOf, Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';
import { Complaint } from './failure';
import { handOnFocus } from './hand-on-focus';

interface UnsavedTaskProps {
  entry: Entry<CommandOf<'create'>>;
  outbox: Outbox;
}

/** A new task that the server has refused: it can be changed and sent again, or given up. */
export function UnsavedTask({ entry, outbox }: UnsavedTaskProps) {
  const { command, refusal } = entry;
  return (
    <li ref={handOnFocus} className="task">
      <form
        className="grid min-w-0 flex-1 gap-3 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          const title = String(new FormData(event.currentTarget).get('title')).trim();
          const fields = { ...command.fields, title };
          outbox.retry(entry, title === command.fields.title ? command : { ...command, fields });
        }}
      >
        <input
          name="title"
          aria-label="Task that was not saved"
          aria-invalid
          autoComplete="off"
          className="field"
          defaultValue={command.fields.title}
        />
        {refusal && <Complaint {...refusal} />}
        <div className="flex gap-2">
          <button type="submit" className="button">
            Try again
          </button>
          <button type="button" className="button-quiet" onClick={() => outbox.discard(entry)}>
            Discard
          </button>
        </div>
      </form>
    </li>
  );
}
