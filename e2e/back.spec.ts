import { expect } from '@playwright/test';
import { addTasks, signUp, test } from './test';

// Many pages load here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });
test.use({
  // The browser itself notes requests that fail.
  provoked: /^Failed to load resource/,
  // As people have it: the browser may keep pages whole, to go back to.
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
});

test('going back shows nothing of somebody who has left', async ({ page, email, context }) => {
  await signUp(page, email);
  await addTasks(page, 'A secret');
  const left = [];
  for (const path of ['/tasks', '/settings', '/developers']) {
    const tab = await context.newPage();
    await tab.goto(path);
    await expect(tab.getByText(email)).toBeVisible();
    await tab.goto('/problems/validation');
    left.push(tab);
  }
  await page.bringToFront();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await signUp(page, `other-${email}`);
  for (const tab of left) {
    await tab.bringToFront();
    await tab.goBack();
    await expect(tab.getByText(`other-${email}`)).toBeVisible();
    await expect(tab.getByText(email, { exact: true })).toHaveCount(0);
    await expect(tab.getByText('A secret')).toHaveCount(0);
  }
});
