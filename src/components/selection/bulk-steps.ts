import { describeStep, describeTagging } from '@/components/undo/describe-step';
import type { Task } from '@/contract/tasks';
import type { Step } from '@/outbox/history';

/** Completes tasks or reopens them; those that are so already are left out of it. */
export function completeAll(tasks: Task[], completed: boolean): Step {
  const changed = tasks.filter((task) => task.completed !== completed);
  return {
    ...describeStep(completed ? 'complete' : 'reopen', titlesOf(changed)),
    commands: changed.map(({ id }) => ({ op: 'complete', id, completed })),
  };
}

/** Deletes tasks. */
export function deleteAll(tasks: Task[]): Step {
  return {
    ...describeStep('delete', titlesOf(tasks)),
    commands: tasks.map((seen) => ({ op: 'delete', id: seen.id, seen })),
  };
}

/** Gives tasks a tag or takes it from them; those that have it, or have it not, are left out of it. */
export function tagAll(tasks: Task[], tag: string, isAdding: boolean): Step {
  const changed = tasks.filter(({ tags }) => tags.includes(tag) !== isAdding);
  return {
    ...describeTagging(isAdding, tag, titlesOf(changed)),
    commands: changed.map((seen) => {
      const others = seen.tags.filter((one) => one !== tag);
      const tags = isAdding ? [...others, tag] : others;
      return { op: 'update', id: seen.id, fields: { tags }, seen };
    }),
  };
}

function titlesOf(tasks: Task[]): string[] {
  return tasks.map(({ title }) => title);
}
