import { expect, type Page } from '@playwright/test';
import { addTasks, fillSignUp, hold, openSettings, password, signUp, test } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('an account is deleted only with its password, and every tab goes to the start', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'To be lost');
  const other = await page.context().newPage();
  await other.goto('/tasks');
  await expect(other.getByRole('checkbox', { name: 'To be lost' })).toBeVisible();
  await other.getByLabel('New task').fill('Half a task');
  await other.route('/api/trpc/tasks.*toggle*', (route) => route.abort());
  await other.getByRole('checkbox', { name: 'To be lost' }).click();

  await page.bringToFront();
  await openSettings(page);
  const opener = page.getByRole('button', { name: 'Delete account …' });
  const dialog = dialogOn(page);
  await opener.press('Enter');
  await expect(dialog.getByLabel('Password')).toBeFocused();
  await expect(dialog).toContainText('cannot be undone');
  await page.keyboard.type('not my password');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Password')).toHaveAccessibleDescription(
    'This is not the password of this account.',
  );
  await expect(dialog.getByLabel('Password')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  await opener.press('Enter');
  await expect(dialog.getByLabel('Password')).toHaveValue('');
  await expect(dialog.getByLabel('Password')).toHaveAccessibleDescription('');
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  for (const tab of [page, other]) {
    await expect(tab).toHaveURL('/?account=deleted');
    await expect(tab.getByRole('status')).toContainText('Your account is deleted');
    expect(await tab.evaluate(namesOfKept)).toEqual([]);
  }
  await page.goto('/tasks');
  await expect(page).toHaveURL('/sign-in');
});

test('while an account is deleted its dialog stays', async ({ page, email }) => {
  await signUp(page, email);
  await openSettings(page);
  const { release, count } = await hold(page, '/api/trpc/account.delete**');
  await page.getByRole('button', { name: 'Delete account …' }).click();
  const dialog = dialogOn(page);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  const busy = dialog.getByRole('button', { name: 'Deleting …' });
  await expect(busy).toBeFocused();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await dialog.evaluate((element) => element.removeAttribute('closedby'));
  await page.keyboard.press('Escape');
  await busy.press('Enter');
  await expect(busy).toBeFocused();
  await expect(dialog).toBeVisible();
  release();
  await expect(page).toHaveURL('/?account=deleted');
  expect(count()).toBe(1);
});

test('after a deletion somebody signs up in another tab, with the cookie of old still there', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Of the deleted account');
  const [cookie] = await page.context().cookies();
  const other = await page.context().newPage();
  await other.goto('/tasks');
  await expect(other.getByRole('checkbox')).toHaveCount(1);

  await page.bringToFront();
  await openSettings(page);
  await page.getByRole('button', { name: 'Delete account …' }).click();
  await dialogOn(page).getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/?account=deleted');
  await expect(other).toHaveURL('/?account=deleted');
  await other.context().addCookies([cookie!]);
  await other.goto('/');
  await expect(other).toHaveURL('/sign-in');

  await other.context().addCookies([cookie!]);
  await other.getByRole('link', { name: 'Sign up' }).click();
  await fillSignUp(other, `anew-${email}`);
  await expect(other.getByText('Nothing to do yet')).toBeVisible();
  for (const tab of [other, page]) {
    await tab.goto('/');
    await expect(tab).toHaveURL('/tasks');
    await expect(tab.getByText(`anew-${email}`)).toBeVisible();
    await expect(tab.getByText('Nothing to do yet')).toBeVisible();
  }
});

/** Runs in the page. */
function namesOfKept(): string[] {
  return [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
}

function dialogOn(page: Page) {
  return page.getByRole('dialog', { name: 'Delete your account?' });
}
