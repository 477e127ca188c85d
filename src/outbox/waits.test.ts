import { eq } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import { taskRevisions } from '@/db/schema/tasks';
import { createTestServer } from '@/testing/http';
import { openOutboxPage } from '@/testing/outbox-page';
import { perform } from './perform';

afterEach(() => void vi.unstubAllGlobals());

test('while the server is at work on what was given up, it is not said to be away, and does it once', async () => {
  const server = await createTestServer();
  const ada = await server.signUp();
  const page = await openOutboxPage(server, ada, ['arrives', 'takes too long']);
  const { add, getState, wake } = page.outbox();
  add({ op: 'create', id: 0, fields: { title: 'Earlier' } });
  await expect.poll(() => getState().entries).toEqual([]);

  await server.services.db.transaction(async (transaction) => {
    const ofAda = eq(taskRevisions.userId, ada.id);
    await transaction.select().from(taskRevisions).where(ofAda).for('update');
    add({ op: 'create', id: 0, fields: { title: 'Slow' } });
    await expect.poll(() => getState().isAway).toBe(true);
    wake();
    await expect.poll(() => getState().isAway).toBe(false);
    expect(getState()).toMatchObject({ busyFor: 0, entries: [{}] });
  });
  await expect.poll(() => getState().entries, { timeout: 15_000 }).toEqual([]);
  expect(await page.list()).toMatchObject([{ title: 'Slow' }, { title: 'Earlier' }]);
  await server.close();
});

test('where the limit is that of the tokens, it is waited for as well', async () => {
  const { perform: send, client } = await openPageWithoutToken(429);
  expect(await send()).toEqual({ waitMs: 41_000, isBusy: true });
  await expect(client.accessToken()).rejects.toThrow('Try again in 41 seconds');
});

test('a server that can give no token just now is away, and was not asked too often', async () => {
  const { perform: send, client } = await openPageWithoutToken(503);
  await expect(send()).rejects.toThrow('Try again soon');
  await expect(client.accessToken()).rejects.toThrow('Try again soon');
});

/** A page that asks a server for a token, which answers with this status and a time to wait. */
async function openPageWithoutToken(status: number) {
  vi.resetModules();
  vi.stubGlobal('document', { cookie: '' });
  const init = { status, headers: { 'retry-after': '41' } };
  vi.stubGlobal('fetch', async () => Response.json({ message: 'Try again soon' }, init));
  const { trpcClient } = await import('@/trpc/client');
  const tasks = { client: trpcClient, userId: 'ada', find: nothing, apply: nothing };
  const command = { op: 'complete', id: 17, completed: true } as const;
  return {
    client: await import('@/auth/client'),
    perform: () => perform(tasks, [{ key: 'key', at: 1, batch: 'key', command }]),
  };
}

function nothing(): undefined {}
