import { expect, type Request } from '@playwright/test';
import { addTasks, hold, password, programOf, signUp, test } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('a session ended elsewhere is taken up in place, and what was typed goes through', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Before');
  const program = await programOf(page, email);
  await page.getByLabel('New task').fill('Typed meanwhile');
  const { origin } = new URL(page.url());
  await page.request.post('/api/auth/sign-out', { headers: { origin }, data: {} });

  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog.getByLabel('E-mail')).toHaveValue(email);
  await page.keyboard.press('Escape');
  await dialog.evaluate((element) => element.removeAttribute('closedby'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog.getByLabel('Password')).toBeFocused();
  await dialog.getByLabel('Password').fill('not my password');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Check both');
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();

  await expect(page.getByLabel('New task')).toHaveValue('Typed meanwhile');
  await page.getByLabel('New task').press('Enter');
  await expect(page.getByRole('checkbox', { name: 'Typed meanwhile' })).toBeVisible();
  await program('POST', '', { title: 'By a program' });
  await expect(page.getByRole('checkbox', { name: 'By a program' })).toBeVisible();
});

test('what was asked in an ended session is done when it is taken up', async ({ page, email }) => {
  await page.route('/api/trpc/tasks.onChange**', (route) => route.abort());
  await signUp(page, email);
  await addTasks(page, 'Before');
  const { origin } = new URL(page.url());
  await page.request.post('/api/auth/sign-out', { headers: { origin }, data: {} });
  await page.getByRole('checkbox', { name: 'Before' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('checkbox', { name: 'Before' })).toBeChecked();
  await expect(page.getByText('0 to do, 1 done')).toBeVisible();
});

test('signing out ends the stream of events', async ({ page, email }) => {
  const began = page.waitForRequest('/api/trpc/tasks.onChange**');
  await signUp(page, email);
  const stream = await began;
  const isStream = (request: Request) => request === stream;
  const ended = Promise.race([
    page.waitForEvent('requestfailed', isStream),
    page.waitForEvent('requestfinished', isStream),
  ]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await ended;
  await expect(page).toHaveURL('/sign-in');
});

test('a token refused for itself is renewed once, without a question', async ({ page, email }) => {
  await signUp(page, email);
  let renewals = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/token')) renewals += 1;
  });
  let refusals = 0;
  await page.route('/api/trpc/**', async (route) => {
    refusals += 1;
    if (refusals > 1) return route.continue();
    return route.continue({
      headers: { ...route.request().headers(), authorization: 'Bearer ey.expired' },
    });
  });
  await addTasks(page, 'After renewal');
  await expect.poll(() => refusals).toBeGreaterThan(1);
  expect(renewals).toBe(1);
});

test('so is one that ends before the page has its first token', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Before');
  const token = await hold(page, '/api/auth/token');
  await page.reload();
  await expect.poll(token.count).toBe(1);
  await page.getByLabel('New task').fill('Typed meanwhile');
  const { origin } = new URL(page.url());
  await page.request.post('/api/auth/sign-out', { headers: { origin }, data: {} });
  token.release();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await page.getByLabel('New task').press('Enter');
  await expect(page.getByRole('checkbox', { name: 'Typed meanwhile' })).toBeVisible();
  const program = await programOf(page, email);
  await expect.poll(() => program('GET')).toHaveLength(2);
});

test('an ended session found after a reload leads to sign-in', async ({ page, email }) => {
  await signUp(page, email);
  const { origin } = new URL(page.url());
  const [cookie] = await page.context().cookies();
  await page.request.post('/api/auth/sign-out', { headers: { origin }, data: {} });
  await page.context().addCookies([cookie!]);
  await page.reload();
  await expect(page).toHaveURL('/sign-in');
});
