import type { Task, TaskPatch } from '@/contract/tasks';

/** Fields of a task with their new values. */
export type Fields = { [Name in keyof TaskPatch]?: Exclude<TaskPatch[Name], undefined> };

/** What a new task is made of. */
export type NewTask = Fields & { title: string };

/** Something a person wants done to a task; plain data, so that it outlives a reload. */
export type Command =
  /** The outbox gives it an id, which is negative until the server has given another. */
  | { op: 'create'; id: number; fields: NewTask }
  /** `seen` is the task as the person knew it: who changed the same fields meanwhile is not overwritten. */
  | { op: 'update'; id: number; fields: Fields; seen: Task }
  | { op: 'complete'; id: number; completed: boolean }
  /** With the task as it was, to be brought back; to undo is to delete it as it was only: what others wrote is not lost. */
  | { op: 'delete'; id: number; seen: Task; isUndo?: true | undefined }
  /** With the task as it was, to be shown again. */
  | { op: 'restore'; id: number; seen: Task };

/** A command of one kind. */
export type CommandOf<Op extends Command['op']> = Extract<Command, { op: Op }>;

/** Why the server will not do what was asked. */
export interface Refusal {
  kind: 'conflict' | 'full' | 'gone' | 'invalid';
  /** What a person can do about it. */
  detail: string;
  /** What is wrong with each field, where that is all. */
  wrong?: Record<string, string>;
  /** The id of the request that was refused, where a person can do nothing about it. */
  request?: string;
}

/** A command that the server has not done yet. */
export interface Entry<C extends Command = Command> {
  /** Names what is asked, so that asking again for the same does it once. */
  key: string;
  /** Where it stands in the order of all commands: about the milliseconds since 1970. */
  at: number;
  command: C;
  /** What many share that were asked for in one go: what is refused of them is told as one. */
  step?: string | undefined;
  /** The key of the request that carries it, from the first try on: what shares it goes together, each time. */
  batch?: string | undefined;
  /** The highest id that was known here, if any was, when it was sent first: what it makes has a higher one. */
  after?: number | undefined;
  /** Set when it needs a person; until then it is sent, or waits to be. */
  refusal?: Refusal;
}

/** More of a kind are told of as one. */
export const FEW = 5;

/** A command as it was before it was sent. */
export function unsent({ key, at, command, step }: Entry): Entry {
  return { key, at, command, step };
}

/** Whether a task is not on the server yet. */
export function isNew({ id }: { id: number }): boolean {
  return id < 0;
}

/** Whether it asks for a new task. */
export function isCreate(entry: Entry): entry is Entry<CommandOf<'create'>> {
  return entry.command.op === 'create';
}

/** Whether it asks for a new task and was sent, and the answer may have been lost. */
export function mayBeMade(entry: Entry): entry is Entry<CommandOf<'create'>> {
  return isCreate(entry) && entry.batch !== undefined;
}

/** Whether it deletes a task only as it was seen. */
export function isCareful({ command }: Entry): boolean {
  return command.op === 'delete' && command.isUndo === true;
}
