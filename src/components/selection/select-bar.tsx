import { useState } from 'react';
import type { Row } from '@/components/rows/use-rows';
import { inFigures } from '@/components/ui/in-figures';
import { sayInToast } from '@/components/undo/offer-undo';
import { sayFirst } from '@/components/undo/say-first';
import type { Task } from '@/contract/tasks';
import type { Step } from '@/outbox/history';
import { completeAll, deleteAll, tagAll } from './bulk-steps';
import { endSelecting } from './end-selecting';
import type { Selection } from './selection';
import { TagDialog } from './tag-dialog';
import { useSelected } from './use-selection';

const NOTHING = 'Nothing is selected';

export interface SelectBarProps {
  selection: Selection;
  /** The rows that are shown: nothing else is acted on. */
  rows: Row[];
  /** All that there are. */
  known: Task[];
  act: (step: Step) => void;
  announce: (news: string) => void;
}

/** How many tasks are selected, and what can be done to all of them; stays in sight. */
export function SelectBar({ selection, rows, known, act, announce }: SelectBarProps) {
  const selected = useSelected(selection);
  const [isTagging, setTagging] = useState(false);
  const [isWorking, setWorking] = useState(false);
  if (!selected) return null;
  const tasks = rows
    .filter(({ key, isGone }) => selected.has(key) && !isGone)
    .map(({ task }) => task);
  const isAll = tasks.length === rows.length && rows.length > 0;

  function take(step: Step): void {
    const { length } = step.commands;
    if (length === 0) tell(tasks.length === 0 ? NOTHING : 'They are so already');
    else if (!isWorking)
      sayFirst(
        length,
        () => setWorking(true),
        () => finish(step),
      );
  }

  function finish(step: Step): void {
    act(step);
    setWorking(false);
  }

  function askForTag(): void {
    if (tasks.length === 0) tell(NOTHING);
    else setTagging(true);
  }

  function tell(news: string): void {
    announce(news);
    sayInToast(news);
  }

  return (
    <fieldset aria-label="Selected tasks" aria-busy={isWorking} className="select-bar">
      <div className="flex w-full flex-wrap items-center sm:contents">
        <p aria-live="polite" className="mr-1 font-medium tabular-nums">
          {isWorking ? 'Working …' : `${inFigures(tasks.length)} selected`}
        </p>
        <button
          type="button"
          className="button-bare"
          onClick={() => selection.choose(isAll ? [] : rows.map(({ key }) => key))}
        >
          {isAll ? 'Select none' : `Select all shown (${inFigures(rows.length)})`}
        </button>
        <button
          type="button"
          className="button-bare -mr-3 ml-auto sm:order-last sm:ml-0"
          onClick={() => endSelecting(selection)}
        >
          Done
        </button>
      </div>
      <div className="select-actions">
        <Action name="Complete" act={() => take(completeAll(tasks, true))} />
        <Action name="Reopen" act={() => take(completeAll(tasks, false))} />
        <Action name="Tag …" act={askForTag} />
        <Action name="Delete" act={() => take(deleteAll(tasks))} />
      </div>
      {isTagging && (
        <TagDialog
          count={tasks.length}
          tags={[...new Set(known.flatMap((task) => task.tags))].toSorted()}
          tag={(tag, isAdding) => take(tagAll(tasks, tag, isAdding))}
          close={() => setTagging(false)}
        />
      )}
    </fieldset>
  );
}

function Action({ name, act }: { name: string; act: () => void }) {
  return (
    <button type="button" className="button-quiet" onClick={act}>
      {name}
    </button>
  );
}
