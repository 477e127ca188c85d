import { expect, type Page } from '@playwright/test';
import { fillStorage } from './fill-storage';
import { addTasks, signOut, signUp, test, titlesOn, tryNow, typeTasks } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('where the browser has no room, it is said that changes are in the tab only, and the tab is held', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'There before');
  await page.evaluate(fillStorage);
  await page.route('/api/trpc/tasks.*', (route) => {
    return route.request().method() === 'POST' ? route.abort() : route.fallback();
  });
  await typeTasks(page, 'Kept nowhere');
  await expect(page.getByText('1 change is only in this tab')).toBeVisible();
  await expect(page.getByText('kept on this device')).toHaveCount(0);
  expect(await isHeld(page)).toBe(true);

  await page.getByRole('button', { name: 'Sign out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign out before all is sent?' });
  await expect(dialog).toContainText('lost if you sign out now');
  await expect(dialog.getByRole('button', { name: 'keep them here' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  const other = await page.context().newPage();
  await other.goto('/tasks');
  await other.getByRole('button', { name: 'Sign out' }).click();
  const asked = other.getByRole('dialog', { name: 'Sign out before all is sent?' });
  await expect(asked).toContainText('Changes in another tab have not reached the server.');
  await expect(asked).toContainText('no room to keep those in another tab: they are lost');
  await expect(asked.getByRole('button', { name: 'keep them here' })).toHaveCount(0);
  await asked.getByRole('button', { name: 'Stay signed in' }).click();

  await page.unroute('/api/trpc/tasks.*');
  await tryNow(page);
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
  expect(await isHeld(page)).toBe(false);
  await expect(titlesOn(page)).toHaveText(['Kept nowhere', 'There before']);
  await signOut(other);
  await expect(page).toHaveURL('/sign-in');
});

test('nor are they lost by signing out where the dialog that asks cannot be loaded', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await page.goto('/tasks');
  await expect(page.getByLabel('New task')).toBeEnabled();
  await page.evaluate(fillStorage);
  await page.route('**/_next/static/chunks/*.js', (route) => route.abort());
  await typeTasks(page, 'Kept nowhere');

  const asked = page.waitForEvent('dialog');
  const pressed = page.getByRole('button', { name: 'Sign out' }).click();
  const dialog = await asked;
  expect(dialog.message()).toContain('lost if you sign out now');
  await dialog.dismiss();
  await pressed;
  await expect(titlesOn(page)).toHaveText(['Kept nowhere']);
  await page.unroute('**/_next/static/chunks/*.js');
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
});

/** Reloads the page if it lets itself be left without a question. */
async function isHeld(page: Page): Promise<boolean> {
  const asked = page.waitForEvent('dialog').then(async (dialog) => {
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    return true;
  });
  const left = page.waitForEvent('load').then(() => false);
  await page.evaluate(() => setTimeout(() => window.location.reload()));
  return Promise.race([asked, left]);
}
