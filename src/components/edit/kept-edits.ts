import { draftNames, dropDraft, keepDraft, keptDraft } from '@/components/ui/kept-drafts';
import type { Task } from '@/contract/tasks';
import type { Draft } from './task-draft';

/** The task as it was when its editing began, under the id that it has now, and what has been typed since. */
export interface KeptEdit {
  begun: Task;
  typed: Draft;
}

type Owned = Pick<Task, 'user_id'>;

const BEGINNING = 'edit ';
const LEFT = 'left ';

/** Keeps what was typed into the row with this key. */
export function keepEdit(key: number, edit: KeptEdit): void {
  keepDraft(edit.begun.user_id, BEGINNING + key, edit);
}

/** What was typed into the row of a task before the page was loaded anew. */
export function keptEdit(key: number, { user_id }: Owned): KeptEdit | undefined {
  return keptDraft(user_id, BEGINNING + key);
}

/** Gives what is kept the id of the task, which is another once a new task is saved. */
export function renumberEdit(key: number, { user_id, id }: Task): void {
  const edit = keptEdit(key, { user_id });
  if (edit && edit.begun.id !== id) keepEdit(key, { ...edit, begun: { ...edit.begun, id } });
}

export function dropEdit(key: number, { user_id }: Owned): void {
  dropDraft(user_id, BEGINNING + key);
}

/** Keeps what was typed into a form that was left without saving, for whoever wants it back. */
export function keepLeft(edit: KeptEdit): void {
  keepDraft(edit.begun.user_id, LEFT + edit.begun.id, edit);
}

export function keptLeft({ user_id, id }: Task): KeptEdit | undefined {
  return keptDraft(user_id, LEFT + id);
}

export function dropLeft({ user_id, id }: Task): void {
  dropDraft(user_id, LEFT + id);
}

/** The tasks that were being edited; `keyOf` tells the key that the row of a task has now. */
export function takeUpEdits(userId: string, keyOf: (id: number) => number): Task[] {
  const edits = draftNames(userId, BEGINNING).map((name) => {
    const edit = keptDraft<KeptEdit>(userId, name);
    dropDraft(userId, name);
    return edit;
  });
  return edits.flatMap((edit) => {
    if (!edit) return [];
    keepEdit(keyOf(edit.begun.id), edit);
    return edit.begun;
  });
}
