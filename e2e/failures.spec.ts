import { expect } from '@playwright/test';
import { addTasks, password, signUp, test, titlesOn } from './test';

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

test('when the API is away it says so, keeps what was typed, and trying again works', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'There before');
  await page.route('/api/**', (route) => route.abort());
  await page.getByLabel('New task').fill('Typed while away');
  await page.keyboard.press('Enter');
  await page.getByLabel('New task').fill('Half a thou');
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await expect(page.getByLabel('Task that was not saved')).toHaveValue('Typed while away');

  await page.getByRole('checkbox', { name: 'There before' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toHaveCount(2);
  await expect(page.getByRole('checkbox', { name: 'There before' })).not.toBeChecked();

  const again = page.getByRole('button', { name: 'Try again' });
  await again.click();
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toHaveCount(2);
  await expect(again).toBeFocused();
  await page.unroute('/api/**');
  await again.click();
  await expect(page.getByRole('checkbox', { name: 'Typed while away' })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'There before' })).toBeFocused();
  await expect(page.getByLabel('Task that was not saved')).toBeHidden();
  await expect(page.getByLabel('New task')).toHaveValue('Half a thou');
});

test('when the API is away at a reload, the list comes when it is back', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Kept');
  await page.route('/api/**', (route) => route.fulfill({ status: 502, body: '<h1>Bad gateway' }));
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await page.unroute('/api/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('checkbox', { name: 'Kept' })).toBeVisible();
});

test('a task the server refuses can be corrected, and names the request', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await page.getByLabel('New task').fill('x'.repeat(201));
  await page.keyboard.press('Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'must be at most 200 characters' });
  await expect(refused).toContainText(/Request [\w-]{36}/);
  await page.getByLabel('Task that was not saved').fill('Short enough');
  await page.keyboard.press('Enter');
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
    if (keys.length > 2) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.getByLabel('New task').fill('Once');
  await page.keyboard.press('Enter');
  for (const tries of [1, 2]) {
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
    expect(keys).toHaveLength(tries);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => keys.length).toBe(tries + 1);
  }
  await expect(page.getByLabel('Task that was not saved')).toBeHidden();
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Once']);
  expect(new Set(keys).size).toBe(1);
});

test('a task that was changed before it is tried again is another', async ({ page, email }) => {
  await signUp(page, email);
  const keys = new Set<string | undefined>();
  await page.route('/api/trpc/tasks.create**', async (route) => {
    keys.add(route.request().headers()['idempotency-key']);
    return keys.size > 1 ? route.continue() : route.abort();
  });
  await page.getByLabel('New task').fill('Lost');
  await page.keyboard.press('Enter');
  await page.getByLabel('Task that was not saved').fill('Found');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(titlesOn(page)).toHaveText(['Found']);
  expect(keys.size).toBe(2);
});
