import { expect } from '@playwright/test';
import type { ChangePage, TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Member } from '@/testing/members';
import type { Tandem } from './server';
import { acknowledged, type Writers } from './writers';

/**
 * All that was answered with success is there once; and the list, the changes and the revision tell the
 * same: each task was written once, with the next number.
 */
export async function expectKept(tandem: Tandem, member: Member, writers: Writers): Promise<void> {
  const list = () => ask(tandem, member, '').catch(() => undefined);
  await expect.poll(async () => (await list())?.ok, { timeout: 60_000 }).toBe(true);
  const response = await ask(tandem, member, '');
  const tasks = (await response.json()) as Task[];
  const titles = tasks.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  const known = new Set(titles);
  expect(acknowledged(writers).filter((title) => !known.has(title))).toEqual([]);

  const byVersion = tasks.toSorted((a, b) => a.version - b.version);
  expect(byVersion.map(({ version }) => version)).toEqual(tasks.map((_, index) => index + 1));
  expect(response.headers.get('etag')).toMatch(new RegExp(`^"${tasks.length}-`));
  const changes = await readChanges(tandem, member);
  expect(changes).toEqual(byVersion.map((task) => ({ type: 'upsert', task })));
}

async function readChanges(tandem: Tandem, member: Member): Promise<TaskChange[]> {
  const changes: TaskChange[] = [];
  for (let page: ChangePage | undefined; page?.has_more ?? true;) {
    const query = new URLSearchParams({ since: page?.cursor ?? '', limit: '500' });
    page = (await (await ask(tandem, member, `/changes?${query}`)).json()) as ChangePage;
    changes.push(...page.changes);
  }
  return changes;
}

function ask({ url }: Tandem, { id, token }: Member, path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${url}/api/${id}/tasks${path}`, { headers });
}
