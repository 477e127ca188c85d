import { expect, type Locator, type Page } from '@playwright/test';
import { addTasks, password, programOf, signUp, test } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

const NEW = 'a new and better password';

test('the devices are listed, this one is marked, and another one can be ended', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  const devices = page.getByRole('region', { name: 'Devices' }).getByRole('listitem');
  await expect(devices).toHaveCount(2);
  await expect(devices.nth(0)).toContainText('node');
  await expect(devices.nth(1)).toContainText('Chrome on Linux · this device');
  await expect(devices.nth(1).getByRole('button')).toHaveCount(0);

  await devices
    .nth(0)
    .getByRole('button', { name: /^End node, signed in / })
    .click();
  await expect(devices).toHaveCount(1);
  await expect(page.getByRole('status').first()).toHaveText('node ended');
  await expect(page.getByRole('heading', { name: 'Devices' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'End all others' })).toBeHidden();
  await expect(program('GET')).rejects.toThrow('GET');
});

test('all other devices are ended at once, with the keyboard', async ({ page, email }) => {
  await signUp(page, email);
  const programs = await Promise.all([programOf(page, email), programOf(page, email)]);
  await openSettings(page);
  await tabTo(page.getByRole('button', { name: 'End all others' }));
  await page.keyboard.press('Enter');
  const devices = page.getByRole('region', { name: 'Devices' }).getByRole('listitem');
  await expect(devices).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Devices' })).toBeFocused();
  for (const program of programs) await expect(program('GET')).rejects.toThrow('GET');
});

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
  await openSettings(page);
  const current = page.getByLabel('Current password');
  await fillPasswords(page, 'not my password', NEW);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(current).toHaveAccessibleDescription('is not the password of this account');
  await expect(current).toBeFocused();
  await expect(page.getByLabel('New password')).toHaveValue(NEW);

  await current.fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await expect(current).toHaveValue('');
  await expect(current).toHaveAccessibleDescription('');
  const devices = page.getByRole('region', { name: 'Devices' }).getByRole('listitem');
  await expect(devices).toHaveCount(1);
  await expect(program('GET')).rejects.toThrow('GET');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(NEW);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
});

test('an account is deleted only with its password, and every tab goes to the start', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'To be lost');
  const other = await page.context().newPage();
  await other.goto('/tasks');
  await expect(other.getByRole('checkbox', { name: 'To be lost' })).toBeVisible();

  await page.bringToFront();
  await openSettings(page);
  const opener = page.getByRole('button', { name: 'Delete account …' });
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await opener.press('Enter');
  await expect(dialog.getByLabel('Password')).toBeFocused();
  await expect(dialog).toContainText('cannot be undone');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  await opener.press('Enter');
  await page.keyboard.type('not my password');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Password')).toHaveAccessibleDescription(
    'is not the password of this account',
  );
  await expect(dialog.getByLabel('Password')).toBeFocused();
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  for (const tab of [page, other]) {
    await expect(tab).toHaveURL('/?account=deleted');
    await expect(tab.getByRole('status')).toContainText('Your account is deleted');
  }
  await page.goto('/tasks');
  await expect(page).toHaveURL('/sign-in');
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
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing is wider than a small screen, ${colorScheme}`, async ({ page, email }, info) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await page.emulateMedia({ colorScheme });
    await signUp(page, email);
    await programOf(page, email);
    await openSettings(page);
    await expect(page.getByRole('button', { name: 'End all others' })).toBeVisible();
    await page.screenshot({ path: info.outputPath('settings.png'), fullPage: true });
    expect(await widthOf(page)).toBe(360);
    await page.getByRole('button', { name: 'Delete account …' }).click();
    await page.screenshot({ path: info.outputPath('deletion.png') });
    expect(await widthOf(page)).toBe(360);
  });
}

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByText('this device')).toBeVisible();
}

async function fillPasswords(page: Page, current: string, next: string): Promise<void> {
  await page.getByLabel('Current password').fill(current);
  await page.getByLabel('New password').fill(next);
}

async function tabTo(target: Locator): Promise<void> {
  await expect(async () => {
    await target.page().keyboard.press('Tab');
    await expect(target).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
}

function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
