import type { Call } from './answers';

/** A call that names people, tasks and cursors by their roles, so that it means the same to several users. */
export interface Step extends Pick<Call, 'procedure' | 'input'> {
  credentials: 'own' | 'none' | 'bad';
  /** Headers about this one call; `<tag>` in them is the ETag of what it reads or changes, as it is then. */
  conditions: Record<string, string>;
}

/** Whom the roles stand for. */
export interface Roles {
  me: string;
  /** Somebody else, a task of theirs, and a cursor of their changes. */
  stranger: { id: string; taskId: number; cursor: string };
  /** The tasks made so far, deleted ones included. */
  taskIds: number[];
  /** Those that came with changes so far. */
  cursors: string[];
}

/** The id of no task. */
export const NO_TASK = 9e15;

/** The input of a step, as JSON can say it, with the roles played by these. */
export function play({ input }: Step, { me, stranger, taskIds, cursors }: Roles): unknown {
  if (input === undefined) return undefined;
  const players: Record<string, unknown> = {
    '<me>': me,
    '<stranger>': stranger.id,
    '<their task>': stranger.taskId,
    '<their cursor>': stranger.cursor,
  };
  const text = JSON.stringify(input, (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('<')) return value;
    const [, kind, index] = /^<(task|cursor) (\d)>$/.exec(value) ?? [];
    const known = { task: taskIds, cursor: cursors }[kind ?? ''];
    return known ? known[Number(index) % known.length] : players[value];
  });
  return JSON.parse(text);
}
