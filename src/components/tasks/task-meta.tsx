import { askList } from '@/components/palette/wishes';
import { daysBetween, describeDay } from '@/components/rows/due';
import { PlainIcon } from '@/components/ui/plain-icon';
import type { Task } from '@/contract/tasks';

/** Whether there is more to tell of a task than what it is. */
export function hasMeta({ due_date: due, priority, tags }: Task): boolean {
  return due !== null || priority !== 'none' || tags.length > 0;
}

/** When a task is due, how urgent it is and its tags, in a line; a click on a tag shows what else has it. */
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
        <button
          key={tag}
          type="button"
          // The filters are reached by Tab already.
          tabIndex={-1}
          className="tag"
          aria-label={`Only #${tag}`}
          onClick={() => askList(task.user_id, { filter: { tag } })}
        >
          #{tag}
        </button>
      ))}
    </p>
  );
}
