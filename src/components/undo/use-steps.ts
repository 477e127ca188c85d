import { useEffect, useMemo, useRef } from 'react';
import { goToTask } from '@/components/rows/focus-task';
import type { Task } from '@/contract/tasks';
import type { History, Step } from '@/outbox/history';
import { offerUndo, sayInToast } from './offer-undo';
import { sayFirst } from './say-first';
import { useUndoKeys } from './use-undo-keys';

interface StepsOptions {
  history: History;
  tasks: Task[] | undefined;
  /** Told what happened, in words. */
  announce: (news: string) => void;
  /** The id by which a task was known here first. */
  firstIdOf: (id: number) => number;
}

/** What a person does, said and offered to be taken back; the keys take back the last step. */
export function useSteps({ history, tasks = [], announce, firstIdOf }: StepsOptions) {
  const shown = useRef(tasks);
  useEffect(() => {
    shown.current = tasks;
  }, [tasks]);

  const steps = useMemo(() => {
    /** Does it, and offers to take it back unless everybody sees how. */
    function act(step: Step, isOffered = true): void {
      const done = history.act(step);
      announce(done.done);
      if (isOffered) offerUndo(done, () => undoOffered(done));
    }

    function undoOffered(step: Step): void {
      unhurried(step, () => {
        const back = history.undo(shown.current, step);
        tell(back?.undone);
        const first = back?.commands.at(-1) ?? step.commands[0];
        if (first) goToTask(firstIdOf(first.id));
      });
    }

    function unhurried(step: Step | undefined, work: () => void): void {
      sayFirst(step?.commands.length ?? 0, () => tell('Working …'), work);
    }

    function tell(news = 'There is nothing to take back'): void {
      announce(news);
      sayInToast(news);
    }

    return {
      act,
      undo: () => unhurried(history.lastDone(), () => tell(history.undo(shown.current)?.undone)),
      redo: () => unhurried(history.lastUndone(), () => tell(history.redo(shown.current)?.done)),
    };
  }, [history, announce, firstIdOf]);
  useUndoKeys(steps);
  return steps;
}
