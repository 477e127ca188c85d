import assert from 'node:assert/strict';
import type { Task } from '@/contract/tasks';
import type { Member } from '@/testing/members';
import type { Tandem } from '../../e2e/server';

/** What a client has read: all tasks by id, and how far it is in the changes. */
export interface Read {
  tasks: Task[];
  cursor: string;
}

/** Reads all that a client would keep. */
export async function readAll(tandem: Tandem, member: Member): Promise<Read> {
  const tasks = (await ask(tandem, member, '')) as Task[];
  let cursor = '';
  for (let more = true; more;) {
    const path = `/changes?limit=500&since=${cursor}`;
    const page = (await ask(tandem, member, path)) as { cursor: string; has_more: boolean };
    ({ cursor, has_more: more } = page);
  }
  return { tasks: tasks.toSorted((one, other) => one.id - other.id), cursor };
}

/** Signs the same person in again, after making sure that their old token has ended. */
export async function signInAgain(tandem: Tandem, member: Member): Promise<Member> {
  assert.equal(await statusOf(tandem, member, ''), 401);
  const { email, password } = member;
  const response = await fetch(`${tandem.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { token } = (await response.json()) as { token: string };
  return { ...member, token };
}

/** The status of what a member reads of their tasks. */
export async function statusOf(tandem: Tandem, member: Member, path: string): Promise<number> {
  const response = await get(tandem, member, path);
  await response.text();
  return response.status;
}

async function ask(tandem: Tandem, member: Member, path: string): Promise<unknown> {
  const response = await get(tandem, member, path);
  assert.equal(response.status, 200);
  return response.json();
}

function get({ url }: Tandem, { id, token }: Member, path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${url}/api/${id}/tasks${path}`, { headers });
}
