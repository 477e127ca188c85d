import { useState } from 'react';

/** A box for the title of a new task; Enter adds it, and the box is free for the next. */
export function AddTask({ add }: { add: (title: string) => void }) {
  const [title, setTitle] = useState('');
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() === '') return;
        add(title);
        setTitle('');
      }}
    >
      <input
        aria-label="New task"
        placeholder="What needs doing?"
        autoComplete="off"
        className="field min-w-0 flex-1"
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <button type="submit" className="button">
        Add
      </button>
    </form>
  );
}
