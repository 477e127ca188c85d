import { Failure } from './failure';
import { handOnFocus } from './hand-on-focus';
import type { NewTask } from './use-new-tasks';

interface UnsavedTaskProps {
  task: NewTask;
  save: (title: string) => void;
  discard: () => void;
}

/** A new task that is being saved; when that failed it can be changed, sent again or given up. */
export function UnsavedTask({ task, save, discard }: UnsavedTaskProps) {
  const isSaving = task.error === undefined;
  if (isSaving && !task.again) {
    return (
      <li ref={handOnFocus} className="task text-muted" aria-busy>
        <span className="min-w-0 flex-1 break-words">{task.title}</span> Saving …
      </li>
    );
  }
  return (
    <li ref={handOnFocus} className="task" aria-busy={isSaving}>
      <form
        className="grid min-w-0 flex-1 gap-3 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isSaving) return;
          save(String(new FormData(event.currentTarget).get('title')));
        }}
      >
        <input
          name="title"
          aria-label="Task that was not saved"
          className="field"
          defaultValue={task.title}
          readOnly={isSaving}
        />
        {!isSaving && <Failure error={task.error} />}
        <div className="flex gap-2">
          <button type="submit" className="button">
            {isSaving ? 'Saving …' : 'Try again'}
          </button>
          <button type="button" className="button-quiet" onClick={() => isSaving || discard()}>
            Discard
          </button>
        </div>
      </form>
    </li>
  );
}
