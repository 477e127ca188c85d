import { expect, type Page } from '@playwright/test';
import { expectToFit } from './fit';
import { openSettings, password, programOf, signUp, test } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

const NEW = 'a new and better password';

test('a device that ends this one asks to sign in again in place', async ({ page, email }) => {
  await signUp(page, email);
  await openSettings(page);
  const { origin } = new URL(page.url());
  await page.request.post('/api/auth/sign-out', { headers: { origin }, data: {} });
  await fillPasswords(page, password, NEW);
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
});

test('the password is changed, after a wrong one was told at its field', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const devices = await openSettings(page);
  const current = page.getByLabel('Current password');
  await fillPasswords(page, 'not my password', NEW);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(current).toHaveAccessibleDescription('This is not the password of this account.');
  await expect(current).toBeFocused();
  await expect(page.getByLabel('New password')).toHaveValue(NEW);

  await current.fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await expect(current).toHaveValue('');
  await expect(current).toHaveAccessibleDescription('');
  await expect(devices).toHaveCount(1);
  await expect(program('GET')).rejects.toThrow('401 GET');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(NEW);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
});

test('what fails is told, and what was typed stays', async ({ page, email }) => {
  await signUp(page, email);
  await openSettings(page);
  await page.route('/api/trpc/account.changePassword**', (route) => route.abort());
  await fillPasswords(page, password, NEW);
  await page.getByRole('button', { name: 'Change password' }).click();
  const form = page.getByRole('region', { name: 'Password' });
  await expect(form.getByRole('alert')).toContainText('cannot be reached');
  await expect(page.getByLabel('New password')).toHaveValue(NEW);
  await expect(page.getByRole('button', { name: 'Change password' })).toBeFocused();
});

test('a refusal that no field shows is told beneath them', async ({ page, email }) => {
  await signUp(page, email);
  await openSettings(page);
  await page.route('/api/trpc/account.changePassword**', (route) =>
    route.continue({ postData: JSON.stringify({ 0: 'not an object' }) }),
  );
  await fillPasswords(page, password, NEW);
  await page.getByRole('button', { name: 'Change password' }).click();
  const form = page.getByRole('region', { name: 'Password' });
  await expect(form.getByRole('alert')).toContainText('must be an object');
});

test('nothing is wider than the screen, whatever a device calls itself', async ({
  page,
  email,
}, info) => {
  await signUp(page, email);
  await programOf(page, email, 'W'.repeat(500));
  const devices = await openSettings(page);
  await expect(devices).toHaveCount(2);
  await expectToFit(page, info, 'settings');
  await page.getByRole('button', { name: 'Delete account …' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectToFit(page, info, 'deletion');
});

async function fillPasswords(page: Page, current: string, next: string): Promise<void> {
  await page.getByLabel('Current password').fill(current);
  await page.getByLabel('New password').fill(next);
}
