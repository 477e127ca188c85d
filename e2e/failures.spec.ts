import { expect, type Page } from '@playwright/test';
import { addTasks, password, programOf, signUp, test, titlesOn, tryNow, typeTasks } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('a wrong password says what to do and keeps what was typed', async ({ page, email }) => {
  await signUp(page, email);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not my password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Check both' })).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await expect(page.getByLabel('Password')).toHaveValue('not my password');
});

test('an e-mail that has an account says so', async ({ page, email }) => {
  await signUp(page, email);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign up' }).click();
  await page.getByLabel('Name').fill('Eve');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'has an account already' })).toBeVisible();
});

test('when the API is away it says so, work goes on, and everything is sent when it is back', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'There before', 'Goes');
  await page.route('/api/**', (route) => route.abort());
  await typeTasks(page, 'Typed while away');
  await page.getByLabel('New task').fill('Half a thou');
  const banner = page.getByRole('alert').filter({ hasText: 'cannot be reached' });
  await expect(page.getByText('1 change is kept')).toBeVisible();

  await page.getByRole('checkbox', { name: 'There before' }).check();
  await page.getByRole('button', { name: 'Delete Goes' }).click();
  await rename(page, 'Typed while away', 'Renamed while away');
  await page.getByRole('checkbox', { name: 'Renamed while away' }).check();
  await expect(page.getByText('5 changes are kept')).toBeVisible();
  await expect(titlesOn(page)).toHaveText(['Renamed while away', 'There before']);

  await page.getByRole('button', { name: 'Try now' }).click();
  await page.unroute('/api/**');
  await tryNow(page);
  await expect(banner).toBeHidden();
  await expect(page.getByLabel('New task')).toBeFocused();
  await expect(page.getByLabel('New task')).toHaveValue('Half a thou');
  const program = await programOf(page, email);
  await expect
    .poll(() => program('GET'))
    .toMatchObject([
      { title: 'Renamed while away', completed: true },
      { title: 'There before', completed: true },
    ]);
});

test('what was not sent outlives a reload, and another page takes over what a closed one left', async ({
  page,
  email,
  context,
}) => {
  await signUp(page, email);
  await addTasks(page, 'There before');
  await context.route('/api/trpc/*create*', (route) => route.abort());
  await typeTasks(page, 'Typed while away');
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Typed while away', 'There before']);
  await page.getByRole('checkbox', { name: 'Typed while away' }).check();
  await page.close();

  await context.unroute('/api/trpc/*create*');
  const next = await context.newPage();
  await next.goto('/tasks');
  await expect(next.getByRole('checkbox', { name: 'Typed while away' })).toBeChecked();
  const program = await programOf(next, email);
  await expect
    .poll(() => program('GET'))
    .toMatchObject([{ title: 'Typed while away', completed: true }, { title: 'There before' }]);
});

test('when the API is away at a reload, the tasks are there, and all goes on when it is back', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Kept');
  await page.route('/api/**', (route) => route.fulfill({ status: 502, body: '<h1>Bad gateway' }));
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Kept']);
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await typeTasks(page, 'Typed while away');
  // Once the API is back, the page may find out before anybody clicks.
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.unroute('/api/**');
  const program = await programOf(page, email);
  await expect.poll(() => program('GET')).toHaveLength(2);
});

test('whoever tries again to be let in has the focus while it fails, and goes on from the heading', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  let tries = 0;
  await page.route('/api/auth/token', (route) => {
    tries += 1;
    return route.abort();
  });
  await page.goto('/developers');
  const again = page.getByRole('button', { name: 'Try again' });
  await again.focus();
  const before = tries;
  await page.keyboard.press('Enter');
  await expect.poll(() => tries).toBeGreaterThan(before);
  await expect(again).toBeFocused();
  await page.unroute('/api/auth/token');
  await page.keyboard.press('Enter');
  await expect(page.getByText('It expires in')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('tasks that could not be read come when they are asked for again', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Kept');
  await page.goto('/settings');
  await page.route('/api/trpc/tasks.changes**', (route) => route.abort());
  await page.getByRole('link', { name: 'Tasks' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await page.unroute('/api/trpc/tasks.changes**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByLabel('New task')).toBeFocused();
  await expect(page.getByRole('checkbox', { name: 'Kept' })).toBeVisible();
});

test('a task the server refuses can be corrected, also after a reload', async ({ page, email }) => {
  await signUp(page, email);
  await page.getByLabel('New task').fill('x'.repeat(201));
  await page.keyboard.press('Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'The title must be at most 200' });
  await expect(refused).not.toContainText('Request');
  const correction = page.getByLabel('Task that was not saved');
  await correction.fill('Short enough');
  await page.reload();
  await expect(correction).toHaveValue('Short enough');
  await correction.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'Short enough' })).toBeVisible();
});

test('a task whose answer was lost is made once, however often it is tried', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const keys: (string | undefined)[] = [];
  await page.route('/api/trpc/tasks.create**', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 3) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await typeTasks(page, 'Once');
  await expect.poll(() => keys.length).toBe(4);
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeHidden();
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Once']);
  expect(new Set(keys).size).toBe(1);
});

test('a task whose answer was lost is shown once after a reload', async ({ page, email }) => {
  await signUp(page, email);
  await page.route('/api/trpc/tasks.create**', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await typeTasks(page, 'Once');
  const banner = page.getByRole('alert').filter({ hasText: 'cannot be reached' });
  await expect(banner).toBeVisible();
  await page.reload();
  await expect(banner).toBeVisible();
  await expect(titlesOn(page)).toHaveText(['Once']);
  await page.unroute('/api/trpc/tasks.create**');
  await tryNow(page);
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
  await expect(titlesOn(page)).toHaveText(['Once']);
});

async function rename(page: Page, title: string, typed: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${title}` }).click();
  await page.getByLabel(`New title of ${title}`).fill(typed);
  await page.keyboard.press('Enter');
}
