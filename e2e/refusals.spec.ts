import { expect } from '@playwright/test';
import { expectAccessible } from './accessible';
import { onServerWith } from './own-server';
import { pasteLines, programOf, signUp, titlesOn, widthOf } from './test';

const test = onServerWith({ MAX_TASKS_PER_USER: '3' });

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });
// A process of its own starts here, and axe takes its time, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

test('many lines for which there is no room are told of once, and are kept, tried again or given up as one', async ({
  page,
  email,
}) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await signUp(page, email);
  await page.getByLabel('New task').focus();
  await pasteLines(page, linesOf(12));
  const notice = page.locator('.notice');
  const lines = page.getByLabel('9 tasks');
  await expect(lines).toHaveValue(linesOf(9).join('\n'));
  await expect(notice).toHaveCount(1);
  await expect(notice.getByRole('alert')).toContainText('Not all was saved.');
  await expect(notice.getByRole('alert')).toContainText('the limit of 3 tasks');
  await expect(titlesOn(page)).toHaveText(['Line 10', 'Line 11', 'Line 12']);
  await expectAccessible(page, 'a list with many tasks that were not saved');
  expect(await widthOf(page)).toBe(320);
  await page.reload();
  await expect(lines).toHaveValue(linesOf(9).join('\n'));

  const program = await programOf(page, email);
  for (const { id } of await program('GET')) await program('DELETE', `/${id}`);
  await expect(titlesOn(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Try all again' }).click();
  await expect(titlesOn(page)).toHaveText(['Line 7', 'Line 8', 'Line 9']);
  await expect(lines).toHaveCount(0);
  await expect(page.getByLabel('6 tasks')).toHaveValue(linesOf(6).join('\n'));
  await expect(page.locator(':focus')).toHaveCount(1);

  await page.getByRole('button', { name: 'Discard all' }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: 'Line 7' })).toBeFocused();
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Line 7', 'Line 8', 'Line 9']);
  await expect(notice).toHaveCount(0);
});

test('a few are corrected each by itself, and one that is being corrected stays so when many come', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await page.getByLabel('New task').focus();
  await pasteLines(page, linesOf(5));
  const forms = page.getByLabel('Task that was not saved');
  await expect(forms).toHaveCount(2);
  await forms.first().fill('Line 1, corrected');
  await page.getByLabel('New task').focus();
  await pasteLines(page, ['Six', 'Seven', 'Eight', 'Nine', 'Ten']);
  await expect(page.getByLabel('6 tasks')).toBeVisible();
  await expect(forms).toHaveCount(1);
  await expect(forms).toHaveValue('Line 1, corrected');
  await expect(page.getByLabel('New task')).toBeFocused();
});

function linesOf(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `Line ${n + 1}`);
}
