import type { Task } from '@/contract/tasks';
import { Choice } from './choice';
import { PRIORITIES, SORTS, STATUSES, useFilters } from './use-filters';

const STATUS_WORDS = { all: 'All', pending: 'To do', completed: 'Done' };
const SORT_WORDS = {
  created: 'Newest first',
  updated: 'Last changed',
  title: 'Title',
  due_date: 'Due date',
  priority: 'Priority',
};
const ANY = '';

/** Which tasks are shown, and in which order; all of it is in the URL. */
export function TaskFilters({ tasks }: { tasks: Task[] }) {
  const [{ search, status, sort, priority, tag }, set] = useFilters();
  const tags = new Set(tasks.flatMap((task) => task.tags));
  if (tag !== null) tags.add(tag);
  return (
    <search className="mt-3 grid grid-cols-2 gap-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
      <input
        type="search"
        aria-label="Search"
        placeholder="Search"
        className="field col-span-2 text-sm sm:col-span-1"
        value={search}
        onChange={({ target }) => void set({ search: target.value })}
      />
      <Choice
        label="Show"
        value={status}
        options={STATUSES.map((one) => [one, STATUS_WORDS[one]])}
        choose={(value) => void set({ status: value })}
      />
      <Choice
        label="Sort by"
        value={sort}
        options={SORTS.map((one) => [one, SORT_WORDS[one]])}
        choose={(value) => void set({ sort: value })}
      />
      <Choice
        label="Priority"
        value={priority ?? ANY}
        options={[
          [ANY, 'Any priority'],
          ...PRIORITIES.map((one) => [one, `${one} priority`] as const),
        ]}
        choose={(value) => void set({ priority: value || null })}
      />
      {tags.size > 0 && (
        <Choice
          label="Tag"
          value={tag ?? ANY}
          options={[
            [ANY, 'Any tag'],
            ...[...tags].toSorted().map((one) => [one, `#${one}`] as const),
          ]}
          choose={(value) => void set({ tag: value || null })}
        />
      )}
    </search>
  );
}
