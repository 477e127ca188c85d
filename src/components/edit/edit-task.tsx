import { useEffect, useRef, useState } from 'react';
import type { Row } from '@/components/rows/use-rows';
import { Complaint } from '@/components/ui/failure';
import { useEscape } from '@/components/ui/use-escape';
import type { Task } from '@/contract/tasks';
import type { CommandOf } from '@/outbox/command';
import { isContested, valuesIn } from '@/outbox/field-values';
import type { Outbox } from '@/outbox/outbox';
import { dropLeft, keepEdit, type KeptEdit, keptEdit, renumberEdit } from './kept-edits';
import { takeFocus } from './take-focus';
import { changesOver, describeConflict, readDraft, withKnownTags } from './task-draft';
import { TaskFields } from './task-fields';
import { useKnownTags } from './use-known-tags';
import { useKnownTask } from './use-known-task';
import { useLeaving } from './use-leaving';
import { useSettled } from './use-settled';

interface EditTaskProps {
  row: Required<Pick<Row, 'begun'>> & Row;
  outbox: Outbox;
  /** Called with what was typed. */
  save: (command: CommandOf<'create' | 'update'>) => void;
  /** Called when the editing is over. */
  close: () => void;
  begin: (task: Task) => void;
  announce: (news: string) => void;
}

/** A task as a form: Enter saves, Escape cancels. What was typed stays whatever others do. */
export function EditTask(props: EditTaskProps) {
  const { row, outbox, save, close } = props;
  const { task, begun, isGone, refused } = row;
  const { refusal, command: { fields: asked = {}, seen: before = begun } = {} } = refused ?? {};
  const wasConflict = refused?.refusal?.kind === 'conflict';
  const isConflict = wasConflict && !isGone && isContested(task, refused.command);
  const form = useRef<HTMLFormElement>(null);
  const [kept] = useState(() => keptEdit(row.key, task));
  const { known, shown } = useKnownTask(form, { row, kept });
  const tags = useKnownTags(task);
  // Another word would overwrite what was typed before the form was shown anew.
  const isTyped = kept !== undefined || refused !== undefined;
  useEffect(() => takeFocus(form.current, !isTyped), [isTyped]);
  useEffect(() => renumberEdit(row.key, task), [row.key, task]);
  useSettled(form, row, outbox);
  const { left, leave, bringBack } = useLeaving(props);
  useEscape(form, cancel);

  function typedIn(from: HTMLFormElement): KeptEdit {
    return { begun: { ...known.current, id: task.id }, typed: readDraft(from) };
  }

  function cancel(): void {
    const edit = form.current && typedIn(form.current);
    end();
    if (edit) leave(edit);
  }

  function end(): void {
    if (refused) outbox.discard(refused);
    close();
  }

  function submit(to: HTMLFormElement): void {
    const draft = withKnownTags(readDraft(to), task, tags);
    const fields = changesOver(task, draft, known.current, asked);
    // What others have made of it is said.
    const seen = { ...known.current, ...(wasConflict && valuesIn(task, asked)) };
    if (isGone) save({ op: 'create', id: 0, fields: draft });
    else if (Object.keys(fields).length > 0) save({ op: 'update', id: task.id, fields, seen });
    dropLeft(task);
    end();
  }

  return (
    <form
      ref={form}
      aria-label={`Edit ${begun.title}`}
      className="grid min-w-0 flex-1 gap-4 py-3"
      onInput={({ currentTarget }) => keepEdit(row.key, typedIn(currentTarget))}
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <TaskFields
        task={shown}
        titleLabel={`New title of ${begun.title}`}
        tags={tags}
        wrong={refusal?.wrong ?? {}}
      />
      {isGone && (
        <p role="alert" className="notice">
          This task was deleted meanwhile. What you typed is still here.
        </p>
      )}
      {isConflict && (
        <p role="alert" className="notice">
          Somebody changed it meanwhile: {describeConflict(asked, before, task)}.
        </p>
      )}
      {refusal?.kind === 'invalid' && !refusal.wrong && <Complaint {...refusal} />}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button">
          {isGone ? 'Add as new task' : isConflict ? 'Keep mine' : 'Save'}
        </button>
        <button type="button" className="button-quiet" onClick={cancel}>
          {isGone ? 'Discard' : isConflict ? 'Take theirs' : 'Cancel'}
        </button>
        {left && (
          <button type="button" className="button-bare" onClick={() => bringBack(left)}>
            Bring back what you typed
          </button>
        )}
      </div>
    </form>
  );
}
