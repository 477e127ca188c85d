import { useState } from 'react';
import type { Task } from '@/contract/tasks';
import { AddTask } from './add-task';
import { Failure } from './failure';
import { TaskRow } from './task-row';
import { Toasts } from './toasts';
import { UnsavedTask } from './unsaved-task';
import { useEdits } from './use-edits';
import { useNewTasks } from './use-new-tasks';
import { useTaskFeed } from './use-task-feed';
import { useUndo } from './use-undo';

/** All tasks of one user, newest first, and the box that adds one. */
export function TaskList({ userId }: { userId: string }) {
  const [news, announce] = useState('');
  const feed = useTaskFeed(userId);
  const { tasks, error, retry } = feed;
  const edits = useEdits(tasks);
  const offerUndo = useUndo(feed, announce);
  const { newTasks, add, discard } = useNewTasks(userId, (task) => {
    feed.put(task);
    announce(`Added: ${task.title}`);
  });

  return (
    <section aria-labelledby="tasks">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
        <h1 id="tasks" className="heading text-4xl">
          Your tasks
        </h1>
        {tasks && tasks.length > 0 && <p className="text-muted">{count(tasks)}</p>}
      </div>
      <AddTask add={add} />
      <output className="sr-only">{news}</output>
      {error !== null && <Failure error={error} retry={retry} />}
      <ul className="mt-6" aria-busy={!tasks && !error}>
        {newTasks.map((task) => (
          <UnsavedTask
            key={`new-${task.key}`}
            task={task}
            save={(title) => add(title, task)}
            discard={() => discard(task.key)}
          />
        ))}
        {edits.rows.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            feed={feed}
            edits={edits}
            announce={announce}
            offerUndo={offerUndo}
            add={add}
          />
        ))}
      </ul>
      {tasks?.length === 0 && edits.rows.length === 0 && newTasks.length === 0 && (
        <p className="py-6 text-center text-muted">
          Nothing to do yet. Type your first task above and press Enter.
        </p>
      )}
      <Toasts />
    </section>
  );
}

function count(tasks: Task[]): string {
  const done = tasks.filter(({ completed }) => completed).length;
  return `${tasks.length - done} to do, ${done} done`;
}
