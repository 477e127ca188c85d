import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Outbox } from '@/outbox/outbox';
import { Complaint } from './failure';
import type { Row } from './use-rows';

interface EditTaskProps {
  row: Required<Pick<Row, 'begun'>> & Row;
  outbox: Outbox;
  /** Told the new title. */
  onSave: (title: string) => void;
  /** Called when the editing is over. */
  close: () => void;
}

/** The title of a task as a field: Enter saves, Escape cancels. What was typed stays whatever others do. */
export function EditTask({ row, outbox, onSave, close }: EditTaskProps) {
  const { task, begun, isGone, refused } = row;
  const refusal = refused?.refusal;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => takeFocus(field.current), []);
  const escape = { onKeyDown: ({ key }: KeyboardEvent) => key === 'Escape' && cancel() };

  function cancel(): void {
    if (refused) outbox.discard(refused);
    close();
  }

  function submit(title: string): void {
    if (!refused && !isGone && title === begun.title) return close();
    const fields = { title };
    if (isGone) outbox.add({ op: 'create', id: 0, fields });
    else outbox.add({ op: 'update', id: task.id, fields, seen: refused ? task : begun });
    if (!isGone) onSave(title);
    cancel();
  }

  return (
    <form
      className="grid min-w-0 flex-1 gap-3 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit(String(new FormData(event.currentTarget).get('title')).trim());
      }}
    >
      <input
        {...escape}
        ref={field}
        name="title"
        aria-label={`New title of ${begun.title}`}
        aria-invalid={refusal?.kind === 'invalid' || undefined}
        autoComplete="off"
        className="field"
        defaultValue={refused?.command.fields.title ?? begun.title}
      />
      {isGone && (
        <p role="alert" className="notice">
          This task was deleted meanwhile. What you typed is still here.
        </p>
      )}
      {!isGone && refusal?.kind === 'conflict' && (
        <p role="alert" className="notice">
          Somebody changed it meanwhile: the title is now “{task.title}”.
        </p>
      )}
      {refusal?.kind === 'invalid' && <Complaint {...refusal} />}
      <div className="flex flex-wrap gap-2">
        <button {...escape} type="submit" className="button">
          {isGone ? 'Add as new task' : refusal?.kind === 'conflict' ? 'Keep mine' : 'Save'}
        </button>
        <button {...escape} type="button" className="button-quiet" onClick={cancel}>
          {isGone ? 'Discard' : refusal?.kind === 'conflict' ? 'Take theirs' : 'Cancel'}
        </button>
      </div>
    </form>
  );
}

/** A refusal may come while the person is typing somewhere else. */
function takeFocus(field: HTMLInputElement | null): void {
  const { activeElement, body } = document;
  if (activeElement !== body && !field?.closest('li')?.contains(activeElement)) return;
  field?.focus();
  field?.select();
}
