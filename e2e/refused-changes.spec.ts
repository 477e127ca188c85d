import { expect } from '@playwright/test';
import { expectAccessible } from './accessible';
import { NAMES, tagAll } from './few-tasks';
import { openMany } from './many-tasks';
import { signUpWith } from './sign-up-with';
import { pasteLines, test, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });
// axe takes its time, on machines that may be busy.
test.describe.configure({ timeout: 120_000 });

const FULL = Array.from({ length: 10 }, (_, n) => `tag${n}`);

test('a tag for which many tasks have no room is told of once, and what is being typed stays', async ({
  page,
  email,
}) => {
  const program = await openMany(page, email, { tasks: 100, taskOf });
  await page.getByRole('button', { name: 'Edit No. 99' }).click();
  await page.getByLabel('New title of No. 99').fill('Half typed');
  await tagAll(page, 'home', 100);

  await page.getByRole('button', { name: 'Show: Not all was saved' }).click();
  const which = page.getByLabel('90 tasks', { exact: true });
  await expect(which).toBeFocused();
  await expect(which).toHaveValue(/^No\. 99\nNo\. 98\n[^]*\nNo\. 1$/);
  const alert = page.getByRole('alert').filter({ hasText: 'Not all was changed.' });
  await expect(alert).toHaveText('Not all was changed. At most 10 tags.');
  // The same would be refused again.
  await expect(page.getByRole('button', { name: 'Try all again' })).toHaveCount(0);
  await expect(page.locator('.task form')).toHaveCount(1);
  await expect(page.getByLabel('New title of No. 99')).toHaveValue('Half typed');
  await expect(page.locator('.task').getByText('#home')).toHaveCount(10);
  await expectAccessible(page, 'a list with many changes that were refused');

  await page.reload();
  await expect(which).toBeVisible();
  await expect(page.getByLabel('New title of No. 99')).toHaveValue('Half typed');
  for (const { id, title } of await program('GET')) {
    if (title !== 'No. 1' && title !== 'No. 2') continue;
    await program('PUT', `/${id}`, { tags: [] });
  }
  await page.getByRole('button', { name: 'Edit No. 3', exact: true }).click();
  const form = page.getByRole('form', { name: 'Edit No. 3', exact: true });
  await expect(form.getByRole('alert')).toContainText('At most 10 tags.');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('89 tasks', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Discard all' }).click();
  await expect(page.locator('.notice')).toHaveCount(0);
  await expect(titlesOn(page)).toHaveCount(99);
});

test('each step that is refused is told once, with the way to its own list', async ({
  page,
  email,
}) => {
  const [program, tasks] = await signUpWith(page, email, ...NAMES);
  for (const { id } of tasks) await program('PUT', `/${id}`, { tags: FULL });
  await expect(page.locator('.task').getByText('#tag9')).toHaveCount(6);
  await page.getByLabel('New task').focus();
  await pasteLines(
    page,
    NAMES.map((name) => name.repeat(400)),
  );
  await expect(page.getByText('Not all was saved.')).toBeVisible();
  for (const tag of ['first', 'second']) {
    await tagAll(page, tag);
    await page.getByRole('button', { name: 'Show: Not all was saved' }).click();
    const list = page.locator('.notice').filter({ hasText: 'Not all was changed.' });
    await expect(list.getByLabel('6 tasks', { exact: true })).toBeFocused();
    await expect(list.getByLabel('6 tasks', { exact: true })).toHaveValue(
      NAMES.toReversed().join('\n'),
    );
  }
});

/** One of ten has room for another tag. */
function taskOf(n: number): object {
  return { title: `No. ${n}`, tags: n % 10 === 0 ? [] : FULL };
}
