import { expect, type Page } from '@playwright/test';
import type { Relay } from '@/testing/relay';
import { expectAccessible } from './accessible';
import { test } from './relayed';
import { addTasks, programOf, signUp, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('after a cut the events go on where they were', async ({ page, email, relay }) => {
  await signUp(page, email);
  await addTasks(page, 'Stays', 'Goes', 'Changes');
  const lists = countLists(page);
  const program = await programOf(page, email);
  const [changes, goes] = await program('GET');
  await cut(page, relay);
  await program('DELETE', `/${goes?.id}`);
  await program('PUT', `/${changes?.id}`, { title: 'Changed' });
  await program('POST', '', { title: 'New' });
  await relay.refuse(false);
  await expect(titlesOn(page)).toHaveText(['New', 'Changed', 'Stays']);
  expect(lists()).toBe(0);
});

test('after a cut before the first event they begin where the page did', async ({
  page,
  email,
  relay,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  await program('POST', '', { title: 'Old' });
  await expect(titlesOn(page)).toHaveText(['Old']);
  const again = page.waitForResponse(isStream);
  await page.reload();
  await again;
  const lists = countLists(page);
  await cut(page, relay);
  await program('POST', '', { title: 'New' });
  await relay.refuse(false);
  await expect(titlesOn(page)).toHaveText(['New', 'Old']);
  expect(lists()).toBe(0);
});

test('a cut that lasts is said until it is over', async ({ page, email, relay }) => {
  await signUp(page, email);
  await addTasks(page, 'Old');
  const said = page.getByText('Live updates are interrupted');
  await cut(page, relay);
  await expect(said).toBeVisible();
  await expectAccessible(page, 'a list that is cut off');
  await relay.refuse(false);
  await expect(said).toBeHidden();
});

/** Cuts the network and waits until the page has noticed. */
async function cut(page: Page, relay: Relay): Promise<void> {
  const noticed = page.waitForEvent('requestfailed', isStream);
  await relay.refuse(true);
  relay.cut();
  await noticed;
}

function isStream(request: { url: () => string }): boolean {
  return request.url().includes('/tasks.onChange');
}

/** How often the list has been asked for since. */
function countLists(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().includes('/tasks.changes')) count += 1;
  });
  return () => count;
}
