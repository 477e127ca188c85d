import { expect, type Page } from '@playwright/test';
import { addTasks, programOf, signUp, test, titlesOn, widthOf } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });
// They are long, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

test('a double click brings one task back, and not the one that comes to its place', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'One', 'Two');
  for (const title of ['One', 'Two']) {
    await page.getByRole('button', { name: `Delete ${title}` }).click();
    await expect(page.getByRole('checkbox', { name: title })).toBeHidden();
  }
  await page.getByRole('link', { name: 'Deleted' }).click();
  const { x, y } = (await restoring(page, 'Two').boundingBox())!;
  await page.mouse.dblclick(x + 9, y + 9, { delay: 50 });
  await expect(titlesOn(page)).toHaveText(['One']);
  const program = await programOf(page, email);
  await expect.poll(() => program('GET')).toMatchObject([{ title: 'Two' }]);
});

test('what was deleted here and elsewhere is brought back, here and elsewhere', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'One', 'Two', 'Three', 'Four');
  for (const title of ['One', 'Two']) {
    await page.getByRole('button', { name: `Delete ${title}` }).click();
    await expect(page.getByRole('checkbox', { name: title })).toBeHidden();
  }
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page).toHaveTitle('Deleted tasks · Tandem');
  await expect(titlesOn(page)).toHaveText(['Two', 'One']);
  await expect(page.getByRole('listitem').first()).toContainText('Deleted just now · 30 days left');

  const program = await programOf(page, email);
  const [four, three] = await program('GET');
  await program('DELETE', `/${three?.id}`);
  await expect(titlesOn(page)).toHaveText(['Three', 'Two', 'One']);

  await restoring(page, 'Three').press('Enter');
  await expect(titlesOn(page)).toHaveText(['Two', 'One']);
  await expect(restoring(page, 'Two')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Restored: Three' })).toHaveCount(1);
  await expect.poll(async () => (await program('GET')).map(({ id }) => id)).toContain(three?.id);

  await program('DELETE', `/${four?.id}`);
  await expect(titlesOn(page)).toHaveText(['Four', 'Two', 'One']);
  await program('POST', `/${four?.id}/restore`);
  await expect(titlesOn(page)).toHaveText(['Two', 'One']);

  await restoring(page, 'One').press('Enter');
  await restoring(page, 'Two').press('Enter');
  await expect(page.getByRole('heading', { name: 'Deleted tasks' })).toBeFocused();
  await expect(page.getByText('Nothing is deleted')).toBeVisible();
  await page.getByRole('link', { name: 'Tasks' }).click();
  await expect(titlesOn(page)).toHaveText(['Four', 'Three', 'Two', 'One']);
});

test('what is on its way to a server that is away shows as it will be', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Goes', 'Comes back');
  await page.getByRole('button', { name: 'Delete Comes back' }).click();
  await page.getByRole('link', { name: 'Deleted' }).click();
  await expect(titlesOn(page)).toHaveText(['Comes back']);
  await page.route(/tasks\.(delete|restore|bulk)\b/, (route) => route.abort());
  await restoring(page, 'Comes back').click();
  await expect(titlesOn(page)).toHaveCount(0);
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await page.getByRole('link', { name: 'Tasks' }).click();
  await page.getByRole('button', { name: 'Delete Goes' }).click();
  await page.getByRole('link', { name: 'Deleted' }).click();
  await expect(titlesOn(page)).toHaveText(['Goes']);
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Goes']);

  await page.unroute(/tasks\.(delete|restore|bulk)\b/);
  // It is tried again every 15 seconds at the latest.
  const away = page.getByRole('alert').filter({ hasText: 'cannot be reached' });
  await expect(away).toBeHidden({ timeout: 60_000 });
  const program = await programOf(page, email);
  await expect
    .poll(async () => (await program('GET')).map(({ title }) => title))
    .toEqual(['Comes back']);
  await expect(titlesOn(page)).toHaveText(['Goes']);
});

test('what the server will not bring back is there again, with why', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Stays');
  await page.getByRole('button', { name: 'Delete Stays' }).click();
  await page.getByRole('link', { name: 'Deleted' }).click();
  // Another task than the one that was deleted, so that the server refuses it.
  await page.route('/api/trpc/tasks.restore**', (route) => {
    const body = route
      .request()
      .postData()
      ?.replace(/"id":\d+/, '"id":9000000');
    return route.continue({ ...(body && { postData: body }) });
  });
  await restoring(page, 'Stays').click();
  const refusal = page.getByRole('alert').filter({ hasText: 'could not be brought back' });
  await expect(refusal).toContainText('“Stays” could not be brought back. It is no longer there.');
  await expect(titlesOn(page)).toHaveText(['Stays']);
  await page.unroute('/api/trpc/tasks.restore**');
  await refusal.getByRole('button', { name: 'Try again' }).click();
  await expect(titlesOn(page)).toHaveCount(0);
});

test('more of them come as the end is reached, on a small screen too', async ({ page, email }) => {
  await signUp(page, email);
  await page.setViewportSize({ width: 320, height: 640 });
  const program = await programOf(page, email);
  for (let turn = 0; turn < 3; turn += 1) {
    const title = 'Averylongwordwithoutanyspaceinit'.repeat(5);
    const operations = Array.from({ length: 50 }, () => ({ op: 'create', title }));
    await program('POST', '/bulk', { operations });
    const all = await program('GET');
    await program('POST', '/bulk', { operations: all.map(({ id }) => ({ op: 'delete', id })) });
  }
  await page.goto('/deleted');
  await expect(page.getByRole('listitem')).toHaveCount(100);
  expect(await widthOf(page)).toBe(320);
  const rows = page.locator('.task');
  await page.getByRole('button', { name: 'Show more' }).focus();
  await expect(rows).toHaveCount(150);
  await expect(page.getByRole('button', { name: 'Show more' })).toBeHidden();
  await expect(rows.nth(100).getByRole('button')).toBeFocused();

  const reads: string[] = [];
  page.on('request', (request) => reads.push(decodeURIComponent(request.url())));
  const [task] = await program('POST', '', { title: 'Came and went' });
  await program('DELETE', `/${task?.id}`);
  await expect(titlesOn(page).first()).toHaveText('Came and went');
  await expect.poll(() => reads.filter(isReading).length).toBeGreaterThan(0);
  await restoring(page, 'Came and went').click();
  await expect.poll(async () => (await program('GET')).length).toBe(1);
  await expect(rows).toHaveCount(150);
  expect(reads.filter((url) => isReading(url) && url.includes('"cursor":'))).toEqual([]);
});

test('all of them are brought back at once, also those that were not read yet, and that is undone as one', async ({
  page,
  email,
}) => {
  const { program, ids } = await deleteMany(page, email, 240);
  await page.goto('/deleted');
  await expect(page.getByRole('listitem')).toHaveCount(100);
  const all = page.getByRole('button', { name: /^Restore all/ });
  await all.press('Enter');
  await expect(page.getByText('Nothing is deleted')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Deleted tasks' })).toBeFocused();
  await expect(page.locator('.toast')).toContainText('Restored 240 tasks');
  await expect.poll(async () => (await program('GET')).length).toBe(ids.length);

  await page.getByRole('button', { name: 'Undo: delete 240 tasks' }).click();
  await expect(all).toHaveText('Restore all (240)');
  await expect.poll(async () => (await program('GET')).length).toBe(0);
});

test('while they cannot be read it is said why, and then all are brought back', async ({
  page,
  email,
}) => {
  const { program, ids } = await deleteMany(page, email, 110);
  await page.goto('/deleted');
  await expect(page.getByRole('listitem')).toHaveCount(100);
  await page.route('**/tasks.deleted**', (route) => route.abort());
  const all = page.getByRole('button', { name: /^Restore all/ });
  await all.click();
  await expect(page.getByRole('alert').getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(all).toHaveCount(0);
  await page.unroute('**/tasks.deleted**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(all).toHaveText('Restore all (110)');
  await all.click();
  await expect.poll(async () => (await program('GET')).length).toBe(ids.length);
});

/** Makes so many tasks and deletes them; gives their ids. */
async function deleteMany(page: Page, email: string, count: number) {
  await signUp(page, email);
  const program = await programOf(page, email);
  const ids: number[] = [];
  while (ids.length < count) {
    const operations = Array.from({ length: Math.min(count - ids.length, 100) }, (_, n) => {
      return { op: 'create', title: `No. ${ids.length + n}` };
    });
    await program('POST', '/bulk', { operations });
    const made = (await program('GET')).map(({ id }) => id);
    await program('POST', '/bulk', { operations: made.map((id) => ({ op: 'delete', id })) });
    ids.push(...made);
  }
  return { program, ids };
}

function isReading(url: string): boolean {
  return url.includes('/tasks.deleted');
}

function restoring(page: Page, title: string) {
  return page.getByRole('button', { name: `Restore ${title}` });
}
