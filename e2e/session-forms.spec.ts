import { expect, type Page } from '@playwright/test';
import { openSettings, password, signOut, signUp, test } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('what is wrong with a sign-up is said at its field, which has the focus then', async ({
  page,
  email,
}) => {
  await page.goto('/sign-up');
  const name = page.getByLabel('Name');
  const address = page.getByLabel('E-mail');
  const send = page.getByRole('button', { name: 'Sign up' });
  await name.fill('   ');
  await address.fill('ada@x');
  await page.getByLabel('Password').fill(password);
  await send.click();
  await expectWrong(page, 'Name', 'Write your name.');
  await name.fill(' Ada ');
  await expect(name).not.toHaveAttribute('aria-invalid');
  await send.click();
  await expectWrong(page, 'E-mail', 'This is no e-mail address. Write it like ada@example.com.');
  await expect(page.locator('.notice')).toHaveCount(0);
  await address.fill(email);
  await send.click();
  await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
  const session = await page.request.get('/api/auth/get-session');
  expect(await session.json()).toMatchObject({ user: { name: 'Ada' } });

  await signOut(page);
  await page.goto('/sign-up');
  await name.fill('Eve');
  await address.fill(email);
  await page.getByLabel('Password').fill(password);
  await send.click();
  await expectWrong(page, 'E-mail', /has an account already/);
});

test('so it is with a sign-in', async ({ page }) => {
  await page.goto('/sign-in');
  const send = page.getByRole('button', { name: 'Sign in' });
  await page.getByLabel('Password').fill(password);
  await send.click();
  await expectWrong(page, 'E-mail', /./);
  await page.getByLabel('E-mail').fill('ada@x');
  await send.click();
  await expectWrong(page, 'E-mail', 'This is no e-mail address. Write it like ada@example.com.');
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await send.click();
  await expectWrong(page, 'Password', /Check both/);
});

test('and with a change of the password', async ({ page, email }) => {
  await signUp(page, email);
  await openSettings(page);
  const send = page.getByRole('button', { name: 'Change password' });
  await page.getByLabel('Current password').fill('not my password');
  await page.getByLabel('New password').fill('short');
  await send.click();
  await expectWrong(page, 'New password', /^At least 8 characters\. .*8/);
  await page.getByLabel('New password').fill('a new and better password');
  await send.click();
  await expectWrong(page, 'Current password', 'This is not the password of this account.');
});

async function expectWrong(page: Page, label: string, words: string | RegExp): Promise<void> {
  const field = page.getByLabel(label);
  await expect(field).toHaveAccessibleDescription(words);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toBeFocused();
  await expect(page.locator('[aria-invalid]')).toHaveCount(1);
}
