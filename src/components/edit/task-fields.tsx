import { PRIORITIES } from '@/components/filters/use-filters';
import { DueField } from './due-field';
import { Labelled } from './labelled';
import { TagsField } from './tags-field';
import { type Draft, textsOf } from './task-draft';
import { TitleField } from './title-field';

interface TaskFieldsProps {
  task: Draft;
  titleLabel: string;
  /** The tags of other tasks. */
  tags: string[];
  /** What the server has refused, by the names of fields. */
  wrong: Record<string, string>;
}

/** Everything about a task that is written by hand. */
export function TaskFields({ task, titleLabel, tags, wrong }: TaskFieldsProps) {
  const texts = textsOf(task);
  return (
    <>
      <TitleField label={titleLabel} title={texts.title} wrong={wrong.title} />
      <Labelled label="Notes" wrong={wrong.description}>
        {(control) => (
          <textarea
            name="description"
            dir="auto"
            rows={2}
            className="field field-sizing-content max-h-80 min-h-18 py-2"
            defaultValue={texts.description}
            onKeyDown={({ key, ctrlKey, metaKey, currentTarget }) => {
              if (key === 'Enter' && (ctrlKey || metaKey)) currentTarget.form?.requestSubmit();
            }}
            {...control}
          />
        )}
      </Labelled>
      <div className="grid grid-cols-2 gap-4 max-sm:*:last:col-span-full max-[22rem]:grid-cols-1 sm:grid-cols-3">
        <DueField due={texts.due_date} wrong={wrong.due_date} />
        <Labelled label="Priority" wrong={wrong.priority}>
          {(control) => (
            <select name="priority" className="field" defaultValue={texts.priority} {...control}>
              {PRIORITIES.map((priority) => (
                <option key={priority}>{priority}</option>
              ))}
            </select>
          )}
        </Labelled>
        <TagsField tags={texts.tags} known={tags} wrong={wrong.tags} />
      </div>
    </>
  );
}
