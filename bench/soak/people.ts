import type { SignedIn } from '@/contract/auth';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { z } from 'zod';
import type { Books } from './books';
import { anyPort, type Load } from './load';
import { judge } from './promises';

/** Somebody with an account, as their own clients know them. */
export interface Person extends Books {
  number: number;
  id: string;
  email: string;
  token: string;
  /** The newest version of each of their tasks that they were told. */
  versions: Map<number, number>;
  /** Tasks that they deleted. */
  deleted: Set<number>;
  /** How many titles they have made up. */
  titles: number;
}

export const PASSWORD = 'correct horse battery staple';

let people = 0;

/** Signs somebody up; everything has to be well. */
export async function signUp(load: Load): Promise<Person> {
  const number = (people += 1);
  const email = `person-${number}@example.com`;
  const answer = await load.send(anyPort(load), 'POST', '/api/auth/sign-up/email', {
    json: { name: `Person ${number}`, email, password: PASSWORD },
  });
  if (answer?.status !== 200) throw new Error(`Sign-up: ${JSON.stringify(answer)}`);
  const { token, user } = answer.json as z.infer<typeof SignedIn>;
  return {
    number,
    id: user.id,
    email,
    token,
    versions: new Map(),
    deleted: new Set(),
    titles: 0,
    acknowledged: [],
    unknown: [],
  };
}

/** The path of somebody's tasks. */
export function pathOf({ id }: Person, rest = ''): string {
  return `/api/${id}/tasks${rest}`;
}

/** Remembers what they were told of their tasks. */
export function learn(person: Person, change: TaskChange): void {
  if (change.type === 'delete') return forget(person, change.id);
  const { id, version } = change.task;
  if (version > (person.versions.get(id) ?? 0)) person.versions.set(id, version);
  person.deleted.delete(id);
}

/** A task of theirs is gone, as far as they know. */
export function forget(person: Person, id: number): void {
  person.versions.delete(id);
  person.deleted.add(id);
}

/** Finds fault with what somebody is shown: tasks of others, or older than they were told before. */
export function judgeTask(
  load: Load,
  person: Person,
  task: Task,
  known: ReadonlyMap<number, number>,
): void {
  const { id, user_id: owner, version } = task;
  const { measures } = load;
  const isTheirs = owner === person.id;
  judge(measures, 'Nobody sees tasks of others', isTheirs, () => `${owner} to ${person.id}`);
  const told = known.get(id) ?? 0;
  const tell = () => `task ${id}: version ${version} after ${told}`;
  judge(measures, 'What was acknowledged is read', version >= told, tell);
}

/** The change of a task that an answer tells. */
export function toChange(task: Task): TaskChange & { type: 'upsert' } {
  return { type: 'upsert', task };
}
