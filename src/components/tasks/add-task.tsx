import { useState } from 'react';
import { useShortcut } from '@/components/keyboard/use-shortcut';
import { useDraft } from '@/components/ui/use-draft';

interface AddTaskProps {
  userId: string;
  add: (...titles: string[]) => void;
}

/** A box for the title of a new task; Enter adds it, and the box is free for the next. Of many lines each is a task. */
export function AddTask({ userId, add }: AddTaskProps) {
  const [title, setTitle] = useDraft(userId, 'new task');
  const [isSpent, setSpent] = useState(false);
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() === '') return;
        add(title.trim());
        setTitle('');
        setSpent(true);
      }}
    >
      <input
        {...useShortcut('new')}
        aria-label="New task"
        placeholder="What needs doing?"
        autoComplete="off"
        dir="auto"
        className="field min-w-0 flex-1"
        value={title}
        // Ctrl+Z takes back the task then, as there is no text to take back.
        data-spent={isSpent || undefined}
        onChange={(event) => {
          setTitle(event.target.value);
          setSpent(false);
        }}
        onPaste={(event) => {
          const lines = linesIn(event.clipboardData.getData('text'));
          if (lines.length < 2) return;
          event.preventDefault();
          add(...lines);
          setSpent(title === '');
        }}
      />
      <button type="submit" className="button">
        Add
      </button>
    </form>
  );
}

function linesIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '');
}
