import { expect } from '@playwright/test';
import { expectAccessible } from './accessible';
import { addTasks, signUp, test, titlesOn, typeTasks, widthOf } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });
test.describe.configure({ timeout: 120_000 });

test('where the server has no more what a page still needs, it says to reload, and sends what was done', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'There before');
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto('/tasks');
  await expect(page.getByLabel('New task')).toBeEnabled();
  await page.route('**/_next/static/chunks/*.js', (route) => route.fulfill({ status: 404 }));

  await typeTasks(page, 'Of the old version');
  const advice = page.getByRole('alert').filter({ hasText: 'Tandem has a new version' });
  await expect(advice).toBeVisible();
  await expect(page.getByText('1 change kept on this device will be sent then')).toBeVisible();
  await expect(page.getByText('cannot be reached')).toHaveCount(0);
  await expectAccessible(page, 'a page of an old version');
  expect(await widthOf(page)).toBe(320);

  await page.keyboard.press('Control+k');
  await expect(page.getByText('cannot be reached')).toHaveCount(0);
  await page.unroute('**/_next/static/chunks/*.js');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
  await expect(titlesOn(page)).toHaveText(['Of the old version', 'There before']);
  await expect(advice).toHaveCount(0);
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Of the old version', 'There before']);
});
