import { expect, type Page } from '@playwright/test';
import { addTasks, hold, signUp, test, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

const SCRIPTS = '**/_next/static/chunks/*.js';

test('a form whose script cannot be loaded says so, takes no key for a shortcut, and opens when it can', async ({
  page,
  email,
}) => {
  await openUnstirred(page, email);
  await page.route(SCRIPTS, (route) => route.abort());
  const edit = page.getByRole('button', { name: 'Edit Two' });
  const waiting = page.getByText('The form opens as soon as it can be.');
  await edit.click();
  await expect(waiting).toBeVisible();
  await page.keyboard.type('c#x');
  await expect(titlesOn(page)).toHaveText(['Two']);
  await expect(page.getByRole('checkbox', { name: 'Two' })).not.toBeChecked();
  await expect(page.getByRole('button', { name: 'Select', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await page.keyboard.press('Escape');
  await expect(waiting).toBeHidden();
  await expect(edit).toBeFocused();
  await page.keyboard.press('e');
  await expect(waiting).toBeVisible();
  await page.unroute(SCRIPTS);
  await expect(page.getByLabel('New title of Two')).toBeFocused();
  await page.keyboard.type('Renamed');
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Renamed']);
});

test('selecting goes on while its bar cannot be loaded, which is said', async ({ page, email }) => {
  await openUnstirred(page, email);
  await page.route(SCRIPTS, (route) => route.abort());
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select Two' }).check();
  await expect(page.getByText('What can be done with them shows here')).toBeVisible();
  await page.unroute(SCRIPTS);
  await expect(page.getByText('1 selected')).toBeVisible();
});

test('what is typed before the palette is there is in it when it is', async ({ page, email }) => {
  await openUnstirred(page, email);
  const scripts = await hold(page, SCRIPTS);
  await page.getByLabel('New task').fill('Half of a tit');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('setx');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  scripts.release();
  await expect(page.getByRole('combobox')).toHaveValue('set');
  await page.keyboard.type('tings');
  await expect(page.getByRole('combobox')).toHaveValue('settings');
  await expect(page.getByLabel('New task')).toHaveValue('Half of a tit');
});

/** A list with one task, where nobody has done anything yet. */
async function openUnstirred(page: Page, email: string): Promise<void> {
  await signUp(page, email);
  await addTasks(page, 'Two');
  await page.goto('/tasks');
  await expect(page.getByLabel('New task')).toBeEnabled();
}
