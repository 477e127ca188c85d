import { daysBetween, describeDay } from '@/components/rows/due';
import { PlainIcon } from '@/components/ui/plain-icon';
import type { Task } from '@/contract/tasks';

/** Whether there is more to tell of a task than what it is. */
export function hasMeta({ due_date: due, priority, tags }: Task): boolean {
  return due !== null || priority !== 'none' || tags.length > 0;
}

/** When a task is due, how urgent it is and its tags, in a line. */
export function TaskMeta({ task, today }: { task: Task; today: string }) {
  const { due_date: due, priority, tags, completed } = task;
  const isOverdue = due !== null && !completed && daysBetween(today, due) < 0;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {due !== null && (
        <time dateTime={due} className="with-icon" data-overdue={isOverdue}>
          <PlainIcon name="calendar" />
          {describeDay(due, today)}
        </time>
      )}
      {priority !== 'none' && (
        <span className="with-icon" data-priority={priority}>
          <PlainIcon name="flag" />
          {priority} priority
        </span>
      )}
      {tags.map((tag) => (
        <span key={tag} className="tag">
          #{tag}
        </span>
      ))}
    </p>
  );
}
