import { useId, useState } from 'react';
import { Labelled } from './labelled';

interface TagsFieldProps {
  tags: string;
  /** Those of other tasks. */
  known: string[];
  wrong: string | undefined;
}

/** The tags of a task in a form, between commas; those that there are already are suggested for the last. */
export function TagsField({ tags, known, wrong }: TagsFieldProps) {
  const list = useId();
  const [typed, setTyped] = useState(tags);
  const [before] = /^(.*,\s*)?/.exec(typed) ?? [''];
  return (
    <Labelled label="Tags" wrong={wrong}>
      {({ onInput, ...control }) => (
        <>
          <input
            name="tags"
            list={list}
            placeholder="home, errands"
            autoComplete="off"
            className="field"
            defaultValue={tags}
            onInput={(event) => {
              onInput();
              setTyped(event.currentTarget.value);
            }}
            {...control}
          />
          <datalist id={list}>
            {known.map((tag) => (
              <option key={tag}>{before + tag}</option>
            ))}
          </datalist>
        </>
      )}
    </Labelled>
  );
}
