import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { test } from './relayed';
import { addTasks, openSettings, signUp, titlesOn, typeTasks } from './test';

test.use({ provoked: /^Failed to load resource/ });
// They are long, on machines that may be busy.
test.describe.configure({ timeout: 120_000 });

const AWAY = 'other pages open when it is back';

test('off line it is said soon, and a page that is asked for opens when it can', async ({
  page,
  email,
  context,
}) => {
  await signUp(page, email);
  await addTasks(page, 'There before');
  await context.setOffline(true);
  await expect(page.getByText(AWAY)).toBeVisible({ timeout: 3_000 });
  await expectAccessible(page, 'a list that is off line');
  await stayOn(page, () => page.getByRole('link', { name: 'Settings' }).click());
  await typeTasks(page, 'Off line');
  await stayOn(page, () => page.getByRole('link', { name: 'Deleted' }).click());
  await page.getByLabel('Search').fill('there');
  await expect(titlesOn(page)).toHaveText(['There before']);
  await stayOn(page, () => typeKeys(page, 'gs'));
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.getByText(AWAY)).toBeHidden();
});

test('while the server is away, no page gives way to an error of the browser', async ({
  page,
  email,
  relay,
}) => {
  await signUp(page, email);
  await addTasks(page, 'There before');
  await openSettings(page);
  await relay.refuse(true);
  relay.cut();
  await page.getByRole('link', { name: 'Developers' }).click();
  await expect(page.getByText(AWAY)).toBeVisible();
  await expect(page).toHaveURL('/settings');
  await page.goBack();
  await expect(page.getByText('Your session')).toBeHidden();
  await relay.refuse(false);
  await expect(page.getByText(AWAY)).toBeHidden();
  await expect(titlesOn(page)).toHaveText(['There before']);
});

/** Asks for another page, which cannot be had, and waits until the browser would have left this one. */
async function stayOn(page: Page, ask: () => Promise<void>): Promise<void> {
  const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('_rsc'));
  await ask();
  await failed;
  await expect(page).toHaveURL(/\/tasks/);
  await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
}

async function typeKeys(page: Page, keys: string): Promise<void> {
  await page.getByRole('checkbox').first().focus();
  for (const key of keys) await page.keyboard.press(key);
}
