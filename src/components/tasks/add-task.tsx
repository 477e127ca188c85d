import { useRef, useState } from 'react';
import { useShortcut } from '@/components/keyboard/use-shortcut';
import type { QuickAdd } from '@/components/quick-add/quick-add';
import { loadScript } from '@/components/ui/load-script';
import { useDraft } from '@/components/ui/use-draft';
import type { Task } from '@/contract/tasks';
import type { NewTask } from '@/outbox/command';
import { tasksIn } from './pasted-tasks';

interface AddTaskProps {
  userId: string;
  tasks: Task[] | undefined;
  add: (...tasks: NewTask[]) => void;
  announce: (news: string) => void;
}

/** A box for the title of a new task; Enter adds it, and the box is free for the next. Of many lines each is a task. */
export function AddTask({ userId, tasks = [], add, announce }: AddTaskProps) {
  const [title, setTitle] = useDraft(userId, 'new task');
  const [isSpent, setSpent] = useState(false);
  const [Quick, setQuick] = useState<typeof QuickAdd>();
  const box = useRef<HTMLInputElement>(null);
  const typed = useRef<NewTask>(null);
  return (
    <form
      className="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() === '') return;
        // Without its script, what was typed is the title.
        add(typed.current ?? { title: title.trim() });
        setTitle('');
        setSpent(true);
      }}
    >
      <input
        {...useShortcut('new')}
        ref={box}
        aria-label="New task"
        aria-describedby="quick-add"
        placeholder="What needs doing?"
        autoComplete="off"
        dir="auto"
        className="field min-w-0 flex-1"
        value={title}
        // Ctrl+Z takes back the task then, as there is no text to take back.
        data-spent={isSpent || undefined}
        onFocus={() => {
          if (!Quick) loadQuickAdd().then((loaded) => setQuick(() => loaded), ignore);
        }}
        onChange={(event) => {
          setTitle(event.target.value);
          setSpent(false);
        }}
        onPaste={(event) => {
          const pasted = tasksIn(event.clipboardData.getData('text'));
          if (pasted.length === 0) return;
          event.preventDefault();
          add(...pasted);
          setSpent(title === '');
        }}
      />
      <button type="submit" className="button">
        Add
      </button>
      {Quick && <Quick ref={typed} text={title} box={box} tasks={tasks} announce={announce} />}
    </form>
  );
}

/** Its dates are read by a library that few visits need. */
async function loadQuickAdd() {
  const { QuickAdd } = await loadScript(() => import('@/components/quick-add/quick-add'));
  return QuickAdd;
}

/** It is tried again with the next focus. */
function ignore(): void {}
