import type { ChangePage } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Answer } from './answers';
import type { Person, TestApp } from './app';
import { bearer, callInProcess } from './clients';
import { addPerson } from './people';

/** Somebody with one task and a deleted one, and a cursor from before them. */
export interface Neighbour extends Person {
  taskId: number;
  cursor: string;
}

export async function addNeighbour(app: TestApp): Promise<Neighbour> {
  const person = await addPerson(app);
  const input = { user_id: person.id, title: 'Mine' };
  const headers = bearer(person.token);
  const changes = await callInProcess(app, { procedure: 'tasks.changes', input, headers });
  const [created, gone] = [await create(), await create()];
  const target = { user_id: person.id, id: gone.id };
  await callInProcess(app, { procedure: 'tasks.delete', input: target, headers });
  const { cursor } = changes.value as ChangePage;
  return { ...person, taskId: created.id, cursor };

  async function create(): Promise<Task> {
    return (await callInProcess(app, { procedure: 'tasks.create', input, headers })).value as Task;
  }
}

/** A refusal without what tells one request from another. */
export function withoutRequestId({ status, headers, problem }: Answer) {
  const others = [...headers].filter(([name]) => name !== 'x-request-id');
  return { status, headers: others, problem: { ...problem, instance: '' } };
}
