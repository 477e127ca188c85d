import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Task } from '@/contract/tasks';
import { useTRPC } from '@/trpc/client';
import { AddTask } from './add-task';
import { Failure } from './failure';
import { TaskItem } from './task-item';
import { UnsavedTask } from './unsaved-task';
import { useNewTasks } from './use-new-tasks';

/** All tasks of one user, newest first, and the box that adds one. */
export function TaskList({ userId }: { userId: string }) {
  const trpc = useTRPC();
  const [news, announce] = useState('');
  const {
    data: tasks,
    error,
    refetch,
  } = useQuery(trpc.tasks.list.queryOptions({ user_id: userId }));
  const { newTasks, add, discard } = useNewTasks(userId, (title) => announce(`Added: ${title}`));

  return (
    <section aria-labelledby="tasks">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
        <h1 id="tasks" className="heading text-4xl">
          Your tasks
        </h1>
        {tasks && tasks.length > 0 && <p className="text-muted">{count(tasks)}</p>}
      </div>
      <AddTask add={(title) => void add(title)} />
      <output className="sr-only">{news}</output>
      {error && <Failure error={error} retry={() => void refetch()} />}
      <ul className="mt-6" aria-busy={!tasks && !error}>
        {newTasks.map((task) => (
          <UnsavedTask
            key={task.key}
            task={task}
            save={(title) => void add(title, task.key)}
            discard={() => discard(task.key)}
          />
        ))}
        {tasks?.map((task) => (
          <TaskItem key={task.id} task={task} announce={announce} />
        ))}
      </ul>
      {tasks?.length === 0 && newTasks.length === 0 && (
        <p className="py-6 text-center text-muted">
          Nothing to do yet. Type your first task above and press Enter.
        </p>
      )}
    </section>
  );
}

function count(tasks: Task[]): string {
  const done = tasks.filter(({ completed }) => completed).length;
  return `${tasks.length - done} to do, ${done} done`;
}
