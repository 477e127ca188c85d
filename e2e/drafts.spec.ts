import { expect, type Page } from '@playwright/test';
import { signUpWith } from './sign-up-with';
import { addTasks, signIn, signOut, signUp, test, titlesOn, tryNow, typeTasks } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('what is typed outlives a reload, and still overwrites nobody', async ({ page, email }) => {
  const [program, [ours]] = await signUpWith(page, email, 'Other', 'Ours');
  await page.getByLabel('New task').fill('Half a thou');
  await page.getByRole('button', { name: 'Edit Other' }).click();
  await edit(page, 'Ours', 'Mine');
  const form = page.getByRole('form', { name: 'Edit Ours' });
  await form.getByLabel('Notes').fill('With notes');
  await page.reload();
  await expect(page.getByLabel('New task')).toHaveValue('Half a thou');
  // Where nothing was typed, nothing opens.
  await expect(titlesOn(page)).toHaveText(['Other']);
  await expect(page.getByLabel('New title of Ours')).toHaveValue('Mine');
  await expect(form.getByLabel('Notes')).toHaveValue('With notes');

  await program('PUT', `/${ours?.id}`, { title: 'Theirs' });
  await page.getByLabel('New title of Ours').press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'now “Theirs”' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(titlesOn(page)).toHaveText(['Mine', 'Other']);
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Mine', 'Other']);
  await expect
    .poll(() => program('GET'))
    .toMatchObject([{ title: 'Mine', description: 'With notes' }, { title: 'Other' }]);
});

test('what is typed for a task that is not saved yet finds it when it is', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await page.route('/api/trpc/tasks.*create*', (route) => route.abort());
  await typeTasks(page, 'New');
  await edit(page, 'New', 'Newer');
  await page.unroute('/api/trpc/tasks.*create*');
  await tryNow(page);
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
  await page.reload();
  await page.getByLabel('New title of New').press('Enter');
  await expect(titlesOn(page)).toHaveText(['Newer']);
});

test('what is typed outlives a session that ended, but not signing out', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Ours');
  await page.getByLabel('New task').fill('Half a thou');
  await edit(page, 'Ours', 'Mine');
  const { origin } = new URL(page.url());
  await page.request.post('/api/auth/sign-out', { headers: { origin }, data: {} });
  await signIn(page, email);
  await expect(page.getByLabel('New task')).toHaveValue('Half a thou');
  await expect(page.getByLabel('New title of Ours')).toHaveValue('Mine');

  await signOut(page);
  await signIn(page, email);
  await expect(titlesOn(page)).toHaveText(['Ours']);
  await expect(page.getByLabel('New task')).toHaveValue('');
});

async function edit(page: Page, title: string, typed: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${title}` }).click();
  await page.getByLabel(`New title of ${title}`).fill(typed);
}
