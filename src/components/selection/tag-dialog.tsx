import { type FormEvent, useRef } from 'react';
import { inFigures } from '@/components/ui/in-figures';
import { useModal } from '@/components/ui/use-modal';

interface TagDialogProps {
  /** How many tasks it is about. */
  count: number;
  /** Those that there are already. */
  tags: string[];
  /** Called with what was chosen, before the dialog closes. */
  tag: (tag: string, isAdding: boolean) => void;
  /** Called when it is closed. */
  close: () => void;
}

/** Asks for one tag, to be given to tasks or taken from them. */
export function TagDialog({ count, tags, tag, close }: TagDialogProps) {
  const dialog = useModal();
  const field = useRef<HTMLInputElement>(null);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const name = field.current?.value.trim().replace(/^#\s*/, '') ?? '';
    const { submitter } = event.nativeEvent as SubmitEvent;
    dialog.current?.close();
    if (name !== '') tag(name, submitter?.getAttribute('value') !== 'remove');
  }

  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="tag-tasks" className="dialog">
      <form className="grid gap-4" onSubmit={submit}>
        <h2 id="tag-tasks" className="heading text-2xl">
          Tag {count === 1 ? '1 task' : `${inFigures(count)} tasks`}
        </h2>
        <input
          ref={field}
          aria-label="Tag"
          placeholder="home"
          autoComplete="off"
          autoCapitalize="none"
          maxLength={33}
          pattern="[^,]*"
          title="One tag, without a comma"
          required
          className="field"
        />
        {tags.length > 0 && (
          <ul aria-label="Your tags" className="tags">
            {tags.map((one) => (
              <li key={one}>
                <button
                  type="button"
                  className="button-quiet px-3 text-sm"
                  onClick={() => {
                    if (field.current) field.current.value = one;
                    field.current?.focus();
                  }}
                >
                  #{one}
                </button>
              </li>
            ))}
          </ul>
        )}
        <div className="flex flex-wrap gap-2">
          <button type="submit" value="add" className="button">
            Add
          </button>
          <button type="submit" value="remove" className="button-quiet">
            Remove
          </button>
          <button type="button" className="button-bare" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
