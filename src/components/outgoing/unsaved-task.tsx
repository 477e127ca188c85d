import { useState } from 'react';
import { TitleField } from '@/components/edit/title-field';
import { Complaint } from '@/components/ui/failure';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import { dropDraft, keepDraft, keptDraft } from '@/components/ui/kept-drafts';
import type { CommandOf, Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';

/** What the names of drafts of such tasks begin with. */
export const UNSAVED = 'unsaved ';

interface UnsavedTaskProps {
  userId: string;
  entry: Entry<CommandOf<'create'>>;
  outbox: Outbox;
}

/** A new task that the server has refused: it can be changed and sent again, or given up. */
export function UnsavedTask({ userId, entry, outbox }: UnsavedTaskProps) {
  const { key, command, refusal } = entry;
  const name = UNSAVED + key;
  const [typed] = useState(() => keptDraft<string>(userId, name));
  return (
    <li ref={handOnFocus} className="task">
      <form
        className="grid min-w-0 flex-1 gap-3 pb-4"
        onInput={({ currentTarget }) => keepDraft(userId, name, titleIn(currentTarget))}
        onSubmit={(event) => {
          event.preventDefault();
          dropDraft(userId, name);
          const title = titleIn(event.currentTarget).trim();
          const fields = { ...command.fields, title };
          outbox.retry(entry, title === command.fields.title ? command : { ...command, fields });
        }}
      >
        <TitleField
          label="Task that was not saved"
          title={typed ?? command.fields.title}
          wrong={refusal?.wrong?.title}
        />
        {refusal && refusal.detail !== refusal.wrong?.title && <Complaint {...refusal} />}
        <div className="flex gap-2">
          <button type="submit" className="button">
            Try again
          </button>
          <button
            type="button"
            className="button-quiet"
            onClick={() => {
              dropDraft(userId, name);
              outbox.discard(entry);
            }}
          >
            Discard
          </button>
        </div>
      </form>
    </li>
  );
}

function titleIn(form: HTMLFormElement): string {
  return String(new FormData(form).get('title'));
}
