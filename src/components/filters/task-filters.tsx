import { type ReactNode, useId, useMemo, useState } from 'react';
import { useShortcut } from '@/components/keyboard/use-shortcut';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import { PlainIcon } from '@/components/ui/plain-icon';
import type { Task } from '@/contract/tasks';
import { Choice } from './choice';
import { tagsOf } from './filter-tasks';
import { PRIORITIES, SORTS, STATUSES, useFilters } from './use-filters';

const STATUS_WORDS = { all: 'All tasks', pending: 'To do', completed: 'Done' };
const SORT_WORDS = {
  due_date: 'Due first',
  created: 'Newest first',
  updated: 'Last changed',
  title: 'Title',
  priority: 'Priority',
};
const ANY = '';
const NO_CHOICE = { status: null, sort: null, priority: null, tag: null };

/** Which tasks are shown, and in which order; all of it is in the URL. What else is done to the list comes beside. */
export function TaskFilters({ tasks, children }: { tasks: Task[]; children: ReactNode }) {
  const [{ search, status, sort, priority, tag }, set] = useFilters();
  const choices = useId();
  const chosen = [status !== 'all', sort !== 'due_date', priority, tag].filter(Boolean).length;
  const [isOpen, setIsOpen] = useState(chosen > 0);
  const tags = useMemo(() => tagsOf(tasks, tag), [tasks, tag]);

  /** The way back of the browser undoes it. */
  function choose(change: Parameters<typeof set>[0]): void {
    void set(change, { history: 'push' });
  }

  return (
    <search className="mt-3 grid gap-2">
      <div className="flex gap-2">
        <input
          {...useShortcut('search')}
          type="search"
          aria-label="Search"
          placeholder="Search"
          className="field min-w-0 flex-1"
          value={search}
          onChange={({ target }) => void set({ search: target.value })}
        />
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={choices}
          className="button-quiet"
          onClick={() => setIsOpen(!isOpen)}
        >
          <PlainIcon name="sliders" />
          <span className="max-sm:sr-only">Filter</span>
          {chosen > 0 && <span className="badge">{chosen}</span>}
        </button>
        {children}
      </div>
      <div id={choices} hidden={!isOpen} className="choices">
        <Choice
          label="Show"
          value={status}
          options={STATUSES.map((one) => [one, STATUS_WORDS[one]])}
          choose={(value) => choose({ status: value })}
        />
        <Choice
          label="Sort by"
          value={sort}
          options={SORTS.map((one) => [one, SORT_WORDS[one]])}
          choose={(value) => choose({ sort: value })}
        />
        <Choice
          label="Priority"
          value={priority ?? ANY}
          options={[
            [ANY, 'Any priority'],
            ...PRIORITIES.map((one) => [one, `${one === 'none' ? 'no' : one} priority`] as const),
          ]}
          choose={(value) => choose({ priority: value || null })}
        />
        {tags.length > 0 && (
          <Choice
            label="Tag"
            value={tag ?? ANY}
            options={[[ANY, 'Any tag'], ...tags.map((one) => [one, `#${one}`] as const)]}
            choose={(value) => choose({ tag: value || null })}
          />
        )}
        {chosen > 0 && (
          <button
            ref={handOnFocus}
            type="button"
            className="button-bare max-sm:col-span-2"
            onClick={() => choose(NO_CHOICE)}
          >
            Clear
          </button>
        )}
      </div>
    </search>
  );
}
