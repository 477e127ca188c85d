import { expect } from '@playwright/test';
import { problemTypes } from '@/contract/problem';
import { addTasks, newsOn, password, signUp, tabTo, test, widthOf } from './test';

test('the whole path works with the keyboard alone', async ({ page, email }) => {
  const { keyboard } = page;
  await page.goto('/sign-up');
  await page.getByLabel('Name').focus();
  await keyboard.type('Ada');
  await keyboard.press('Tab');
  await keyboard.type(email);
  await keyboard.press('Tab');
  await keyboard.type(password);
  await keyboard.press('Enter');
  await expect(page.getByText('Nothing to do yet')).toBeVisible();

  await tabTo(page.getByLabel('New task'));
  for (const title of ['One', 'Two', 'Three']) {
    await keyboard.type(title);
    await keyboard.press('Enter');
  }
  await expect(page.getByText('3 to do, 0 done')).toBeVisible();

  await tabTo(page.getByRole('checkbox', { name: 'Three' }));
  await keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: 'Three' })).toBeChecked();
  await expect(page.getByText('2 to do, 1 done')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Two' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await keyboard.type('Renamed');
  await keyboard.press('Enter');
  await expect(newsOn(page)).toHaveText('Renamed: Renamed');
  await expect(page.getByRole('button', { name: 'Edit Renamed' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(page.getByRole('checkbox')).toHaveCount(2);
  await expect(page.getByRole('checkbox').first()).toBeFocused();
  await expect(newsOn(page)).toHaveText('Deleted: Renamed');

  await keyboard.press('Alt+t');
  await expect(page.getByRole('button', { name: 'Undo: bring back Renamed' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'Renamed' })).toBeFocused();
  await expect(newsOn(page)).toHaveText('Restored: Renamed');
});

test('every type of problem has a page', async ({ page }) => {
  for (const { slug, title } of Object.values(problemTypes)) {
    await page.goto(`/problems/${slug}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  }
});

test.describe('pages that are not there', () => {
  test.use({ provoked: /^Failed to load resource.*404/ });

  for (const path of ['/nowhere', '/problems/unheard-of']) {
    test(`${path} is a 404 with a way back`, async ({ page }) => {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(404);
      await expect(page.getByText(`Request ${answer?.headers()['x-request-id']}`)).toBeVisible();
      await page.getByRole('link', { name: 'Go to the start' }).click();
      await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible();
    });
  }
});

test('nothing is wider than a screen of 320 pixels', async ({ page, email }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ['/', '/sign-in', '/sign-up', '/problems/unsupported-media-type']) {
    await page.goto(path);
    expect(await widthOf(page), path).toBe(320);
  }
  await signUp(page, email);
  await addTasks(page, 'Averylongwordwithoutanyspaceinit'.repeat(5));
  expect(await widthOf(page)).toBe(320);
});
