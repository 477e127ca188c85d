import { expect } from '@playwright/test';
import { addTasks, signIn, signUp, test, titlesOn, widthOf } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('two browsers of one person show the same; another person sees nothing of it', async ({
  page,
  email,
  openBrowser,
}) => {
  await signUp(page, email);
  const laptop = await openBrowser();
  await signIn(laptop, email);
  const stranger = await openBrowser();
  await signUp(stranger, `other-${email}`);

  await addTasks(page, 'Buy milk', 'Call Sam');
  await expect(titlesOn(laptop)).toHaveText(['Call Sam', 'Buy milk']);
  await laptop.getByRole('checkbox', { name: 'Buy milk' }).check();
  await expect(page.getByRole('checkbox', { name: 'Buy milk' })).toBeChecked();
  await addTasks(stranger, 'Of a stranger');
  await expect(titlesOn(stranger)).toHaveText(['Of a stranger']);
  for (const own of [page, laptop]) {
    await own.reload();
    await expect(titlesOn(own)).toHaveText(['Call Sam', 'Buy milk']);
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  test('tasks are added, completed, edited, deleted and brought back by touch', async ({
    page,
    email,
  }) => {
    await signUp(page, email);
    await page.getByLabel('New task').tap();
    await page.keyboard.type('Buy milk');
    await page.getByRole('button', { name: 'Add', exact: true }).tap();
    await page.getByRole('checkbox', { name: 'Buy milk' }).tap();
    await expect(page.getByRole('checkbox', { name: 'Buy milk' })).toBeChecked();
    await page.getByText('Buy milk', { exact: true }).tap();
    await page.getByLabel('New title of Buy milk').fill('Buy oat milk');
    await page.getByRole('button', { name: 'Save' }).tap();
    await expect(titlesOn(page)).toHaveText(['Buy oat milk']);
    await page.getByRole('button', { name: 'Delete Buy oat milk' }).tap();
    await expect(titlesOn(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo: bring back Buy oat milk' }).tap();
    await expect(titlesOn(page)).toHaveText(['Buy oat milk']);
    expect(await widthOf(page)).toBe(360);
  });
});
