import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Task } from '@/contract/tasks';
import { problemOf } from '@/trpc/client';
import { Failure } from './failure';
import { useSaveTitle } from './use-save-title';
import type { TaskFeed } from './use-task-feed';

interface EditTaskProps {
  /** The task as it was when editing began. */
  begun: Task;
  /** The task as it is now; undefined if it was deleted meanwhile. */
  now: Task | undefined;
  feed: TaskFeed;
  onSaved: (task: Task) => void;
  addAsNew: (title: string) => void;
  close: () => void;
}

/** The title of a task as a field: Enter saves, Escape cancels. What was typed stays whatever others do. */
export function EditTask({ begun, now, feed, onSaved, addAsNew, close }: EditTaskProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const saving = useSaveTitle(feed, onSaved);
  const escape = { onKeyDown: ({ key }: KeyboardEvent) => key === 'Escape' && cancel() };
  const isConflict = problemOf(saving.error)?.code === 'PRECONDITION_FAILED';

  /** What is on its way to the server can no longer be taken back. */
  function cancel(): void {
    if (!saving.isPending) close();
  }

  function submit(title: string): void {
    if (saving.isPending) return;
    if (!now) return addAsNew(title);
    if (title === begun.title && !isConflict) return close();
    saving.mutate({ title, over: isConflict ? now : begun });
  }

  return (
    <form
      className="grid min-w-0 flex-1 gap-3 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit(String(new FormData(event.currentTarget).get('title')));
      }}
    >
      <input
        {...escape}
        ref={field}
        name="title"
        aria-label={`New title of ${begun.title}`}
        autoComplete="off"
        className="field"
        defaultValue={begun.title}
        readOnly={saving.isPending}
      />
      {!now && (
        <p role="alert" className="notice">
          This task was deleted meanwhile. What you typed is still here.
        </p>
      )}
      {now && isConflict && (
        <p role="alert" className="notice">
          Somebody changed it meanwhile: the title is now “{now.title}”.
        </p>
      )}
      {now && saving.isError && !isConflict && <Failure error={saving.error} />}
      <div className="flex flex-wrap gap-2">
        <button {...escape} type="submit" className="button">
          {saving.isPending ? 'Saving …' : actionOf(now, isConflict)}
        </button>
        <button {...escape} type="button" className="button-quiet" onClick={cancel}>
          {now ? (isConflict ? 'Take theirs' : 'Cancel') : 'Discard'}
        </button>
      </div>
    </form>
  );
}

function actionOf(now: Task | undefined, isConflict: boolean): string {
  if (!now) return 'Add as new task';
  return isConflict ? 'Keep mine' : 'Save';
}
