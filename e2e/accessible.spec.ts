import { expect } from '@playwright/test';
import { expectAccessible } from './accessible';
import { fillStorage } from './fill-storage';
import { signUpWith } from './sign-up-with';
import { addTasks, openSettings, password, programOf, signUp, test, typeTasks } from './test';

// Axe takes its time on machines that may be busy.
test.describe.configure({ timeout: 180_000 });
// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('the pages for strangers are accessible', async ({ page }) => {
  for (const path of ['/', '/?account=deleted', '/sign-up', '/nowhere', '/problems/validation']) {
    await page.goto(path);
    await expectAccessible(page, path);
  }
  await page.goto('/sign-in');
  await expectAccessible(page, '/sign-in');
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Check both' })).toBeVisible();
  await expectAccessible(page, '/sign-in after a refusal');
});

test('the tasks are accessible', async ({ page, email }) => {
  await signUp(page, email);
  await expect(page.getByText('Nothing to do yet')).toBeVisible();
  await expectAccessible(page, 'an empty list');
  await addTasks(page, 'Buy milk', 'Call Ada', 'Goes');
  await page.getByRole('checkbox', { name: 'Call Ada' }).check();
  await expectAccessible(page, 'a list');
  await page.getByRole('button', { name: 'Search or do …' }).click();
  await page.keyboard.type('a');
  await expect(page.getByRole('option', { name: 'Add “a”' })).toBeVisible();
  await expectAccessible(page, 'the palette');
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: 'Goes' }).press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
  await expectAccessible(page, 'the sheet of shortcuts');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit Buy milk' }).click();
  await expectAccessible(page, 'a list while a task is edited');
  await page.getByRole('button', { name: 'Delete Goes' }).click();
  await expect(page.getByRole('button', { name: 'Undo: bring back Goes' })).toBeVisible();
  await expectAccessible(page, 'a list with an offer to undo');
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select Call Ada' }).check();
  await expectAccessible(page, 'a list while tasks are selected');
  await page.getByRole('button', { name: 'Tag …' }).click();
  await expect(page.getByRole('dialog', { name: 'Tag 1 task' })).toBeVisible();
  await expectAccessible(page, 'the dialog that asks for a tag');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await page.route('/api/**', (route) => route.abort());
  await typeTasks(page, 'Typed while away');
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await expectAccessible(page, 'a list while the server is away');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, 'the dialog before changes that are not sent are left');
  await page.getByRole('button', { name: 'Sign out and keep them here' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out here' })).toBeVisible();
  await expectAccessible(page, 'the page while the server does not know of a sign-out');
});

test('a list is accessible where something is wrong', async ({ page, email }) => {
  const [program, [task]] = await signUpWith(page, email, 'Ours');
  await program('PUT', `/${task?.id}`, { description: 'From somebody else' });
  await expect(page.getByText('From somebody else')).toBeVisible();
  await page.keyboard.press('Control+z');
  const refused = page.getByRole('alert').filter({ hasText: '“Ours” could not be deleted.' });
  await expect(refused.getByRole('button', { name: 'Delete anyway' })).toBeVisible();
  await expectAccessible(page, 'a list with what could not be taken back');
  await refused.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('button', { name: 'Edit Ours' }).click();
  await page.getByLabel('New title of Ours').fill(' ');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The title is required.')).toBeVisible();
  await expectAccessible(page, 'a title that is missing');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.evaluate(fillStorage);
  await page.route('/api/**', (route) => route.abort());
  await typeTasks(page, 'Kept nowhere');
  await expect(page.getByText('1 change is only in this tab')).toBeVisible();
  await expectAccessible(page, 'a list with a change that is only in this tab');
});

test('the deleted tasks are accessible', async ({ page, email }) => {
  await signUp(page, email);
  await page.getByRole('link', { name: 'Deleted' }).click();
  await expect(page.getByText('Nothing is deleted')).toBeVisible();
  await expectAccessible(page, 'no deleted tasks');
  const program = await programOf(page, email);
  for (const title of ['Stays', 'Goes back']) {
    const [task] = await program('POST', '', { title, description: 'As it was', completed: true });
    await program('DELETE', `/${task?.id}`);
  }
  await expect(page.getByRole('button', { name: 'Restore Stays' })).toBeVisible();
  await expectAccessible(page, 'deleted tasks');
  await page.route('/api/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Restore Goes back' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await expectAccessible(page, 'deleted tasks while the server is away');
});

test('the settings and the dialogs are accessible', async ({ page, email }) => {
  await signUp(page, email);
  await page.goto('/developers');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page, '/developers');
  await page.goto('/tasks');
  await openSettings(page);
  await expectAccessible(page, 'settings');
  await page.getByRole('button', { name: 'Delete account …' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, 'the dialog before an account is deleted');
  await page.keyboard.press('Escape');
  await page.getByLabel('Current password').fill('not my password');
  await page.getByLabel('New password').fill('a new and better password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.locator('[aria-invalid]').first()).toBeVisible();
  await expectAccessible(page, 'settings after a refusal');
  await page.evaluate(() => fetch('/api/auth/sign-out', { method: 'POST' }));
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
  await expectAccessible(page, 'the dialog after a session has ended');
});
