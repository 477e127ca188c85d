import { useState } from 'react';
import { goToTask } from '@/components/rows/focus-task';
import type { Row } from '@/components/rows/use-rows';
import { dismissToasts } from '@/components/ui/show-toast';
import { offer } from '@/components/undo/offer-undo';
import type { Task } from '@/contract/tasks';
import { dropLeft, keepEdit, type KeptEdit, keepLeft, keptEdit, keptLeft } from './kept-edits';
import { changesIn } from './task-draft';

interface Leaving {
  row: Row;
  begin: (task: Task) => void;
  close: () => void;
  announce: (news: string) => void;
}

/** What was typed when this form was left before, if it was not saved; offered in a notification, and by the form itself. */
export function useLeaving({ row: { key, task }, begin, close, announce }: Leaving) {
  const [left] = useState(() => keptLeft(task));

  function leave(edit: KeptEdit): void {
    const { typed, begun } = edit;
    if (Object.keys(changesIn(typed, begun)).length === 0) return;
    keepLeft(edit);
    const news = `Not saved: ${begun.title}`;
    announce(news);
    offer(news, 'Bring back', `Bring back what you typed: ${begun.title}`, () => {
      dismissToasts();
      bringBack(edit);
    });
  }

  function bringBack(edit: KeptEdit): void {
    // It may be open again, and something else typed.
    const other = keptEdit(key, task);
    close();
    dropLeft(task);
    if (other) keepLeft(other);
    keepEdit(key, edit);
    begin(task);
    goToTask(key);
  }

  return { left, leave, bringBack };
}
