import type { ChangePage } from '@/contract/task-changes';
import { decodePosition, encodePosition } from '@/db/change-cursor';
import type { Answer } from './answers';
import type { Roles } from './roles';

/** What came back, in words that are the same for everybody. */
export interface Outcome {
  /** Success is 200, for only REST tells its kinds apart; or 304. */
  status: number;
  value: unknown;
  problem: unknown;
  challenge: string | null;
  /** Headers about this one call; absent where it went with others, which have none. */
  headers?: Record<string, string | null>;
}

/** The answer of a procedure in the words of these roles. */
export function outcomeOf(
  procedure: string,
  answer: Answer,
  roles: Roles,
  isAlone: boolean,
): Outcome {
  const { headers, status, value = null, problem = null } = answer;
  const text = JSON.stringify({ value, problem }, (name, field: unknown) => {
    if (name === 'instance') return 'some instance';
    return procedure.startsWith('tasks.') ? retell(name, field, roles) : field;
  });
  const outcome: Outcome = {
    ...(JSON.parse(text) as Pick<Outcome, 'value' | 'problem'>),
    status: status < 300 ? 200 : status,
    challenge: status === 401 ? headers.get('www-authenticate') : null,
  };
  return isAlone ? { ...outcome, headers: headersOf(answer, roles) } : outcome;
}

/** Remembers what a value tells of tasks and cursors. */
export function learn(procedure: string, value: unknown, { taskIds, cursors }: Roles): void {
  if (procedure === 'tasks.changes') cursors.push((value as ChangePage).cursor);
  if (!['tasks.create', 'tasks.bulk'].includes(procedure)) return;
  JSON.stringify(value, (name, field: unknown) => {
    if (name === 'id' && !taskIds.includes(field as number)) taskIds.push(field as number);
    return field;
  });
}

function retell(name: string, field: unknown, { me, taskIds }: Roles): unknown {
  if (name === 'user_id' && field === me) return 'me';
  if (name === 'id' && typeof field === 'number') return `task ${taskIds.indexOf(field)}`;
  if (['id', 'cursor'].includes(name)) return positionIn(me, field as string);
  return ['created_at', 'updated_at', 'deleted_at'].includes(name) ? `some ${name}` : field;
}

/** How far a cursor goes; undefined if we would not write it so. */
function positionIn(me: string, cursor: string): object | undefined {
  const position = decodePosition(me, cursor);
  return position && encodePosition(me, position) === cursor ? position : undefined;
}

/** Cursors and the digest in a list's ETag are those of one user. */
function headersOf({ headers }: Answer, { me }: Roles): NonNullable<Outcome['headers']> {
  const link = headers.get('link')?.replace(`/${encodeURIComponent(me)}/`, '/me/');
  return {
    etag: headers.get('etag')?.replace(/-.*"/, '-digest"') ?? null,
    link: link?.replace(/cursor=[^&>]*/, 'cursor=some') ?? null,
    'idempotency-replayed': headers.get('idempotency-replayed'),
    'retry-after': headers.get('retry-after'),
  };
}
