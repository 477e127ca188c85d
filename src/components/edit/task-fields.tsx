import { type ReactNode, useId } from 'react';
import { PRIORITIES } from '@/components/filters/use-filters';
import { type Draft, textsOf } from './task-draft';
import { TitleField } from './title-field';

interface TaskFieldsProps {
  task: Draft;
  titleLabel: string;
  /** The server has refused what is in them. */
  isWrong: boolean;
}

/** Everything about a task that is written by hand. */
export function TaskFields({ task, titleLabel, isWrong }: TaskFieldsProps) {
  const texts = textsOf(task);
  return (
    <>
      <TitleField label={titleLabel} title={texts.title} isWrong={isWrong} />
      <Labelled label="Notes">
        {(id) => (
          <textarea
            id={id}
            name="description"
            dir="auto"
            rows={2}
            className="field field-sizing-content max-h-80 min-h-18 py-2"
            defaultValue={texts.description}
          />
        )}
      </Labelled>
      <div className="grid grid-cols-2 gap-4 max-sm:*:last:col-span-full max-[22rem]:grid-cols-1 sm:grid-cols-3">
        <Labelled label="Due">
          {(id) => (
            <input
              id={id}
              name="due_date"
              type="date"
              className="field"
              defaultValue={texts.due_date}
            />
          )}
        </Labelled>
        <Labelled label="Priority">
          {(id) => (
            <select id={id} name="priority" className="field" defaultValue={texts.priority}>
              {PRIORITIES.map((priority) => (
                <option key={priority}>{priority}</option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label="Tags">
          {(id) => (
            <input
              id={id}
              name="tags"
              placeholder="home, errands"
              autoComplete="off"
              className="field"
              defaultValue={texts.tags}
            />
          )}
        </Labelled>
      </div>
    </>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
