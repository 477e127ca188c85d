import type { TaskChange } from '@/contract/task-changes';
import { type Acknowledged, explains, type State } from './books';
import type { Row } from './history';

/** Whether an answer tells what was written; that to a restore may tell a write of others. */
export function isTold(
  answer: Acknowledged,
  before: State | undefined,
  after: State,
  row: Row,
): boolean {
  const { change, kind } = answer;
  if (kind !== 'restore' && !explains(answer, before, after)) return false;
  return change === undefined || isSame(change, row);
}

function isSame(change: TaskChange, { task, deleted }: Row): boolean {
  if (change.type === 'delete') return deleted && change.id === task.id;
  const fields = Object.keys(task) as (keyof typeof task)[];
  const isField = (field: keyof typeof task) =>
    JSON.stringify(change.task[field]) === JSON.stringify(task[field]);
  return !deleted && fields.every(isField);
}

/** What a task is after a write, but for times and owners. */
export function stateOf({ task, deleted }: Row): State {
  const { title, description, completed, due_date, priority, tags, version } = task;
  return { title, description, completed, due_date, priority, tags, version, isDeleted: deleted };
}
