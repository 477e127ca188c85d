import { expect, type Page } from '@playwright/test';
import { signUpWith } from './sign-up-with';
import { addTasks, programOf, signUp, test, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('Escape and Cancel leave a title as it was, and the focus where it was', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Buy milk');
  const edit = page.getByRole('button', { name: 'Edit Buy milk' });
  const field = page.getByLabel('New title of Buy milk');
  await edit.click();
  await expect(field).toBeFocused();
  await field.fill('Something else');
  await page.keyboard.press('Escape');
  await expect(edit).toBeFocused();
  await edit.click();
  await field.fill('Something else');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(edit).toBeFocused();
  await expect(titlesOn(page)).toHaveText(['Buy milk']);
});

test('a title shows at once, before the server has it, and can be changed again', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Buy milk');
  let letThrough: (() => void) | undefined;
  await page.route(
    '/api/trpc/tasks.update**',
    async (route) => {
      await new Promise<void>((resolve) => (letThrough = resolve));
      await route.continue();
    },
    { times: 1 },
  );
  await beginEdit(page, 'Buy milk', 'Buy oat milk');
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Buy oat milk']);
  await expect(page.getByRole('button', { name: 'Edit Buy oat milk' })).toBeFocused();
  await beginEdit(page, 'Buy oat milk', 'Buy soy milk');
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Buy soy milk']);
  letThrough?.();
  const program = await programOf(page, email);
  await expect.poll(() => program('GET')).toMatchObject([{ title: 'Buy soy milk' }]);
  await expect(titlesOn(page)).toHaveText(['Buy soy milk']);
});

test('a title that cannot be is refused, and what was typed stays', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Buy milk');
  const field = await beginEdit(page, 'Buy milk', 'x'.repeat(201));
  await page.keyboard.press('Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'The title must be at most 200' });
  await expect(refused).not.toContainText('Request');
  await expect(field).toHaveValue('x'.repeat(201));

  let requests = 0;
  page.on('request', (request) => (requests += Number(request.url().includes('tasks.update'))));
  for (const blank of ['', '  ']) {
    await field.fill(blank);
    await page.keyboard.press('Enter');
    await expect(field).toHaveAccessibleDescription('The title is required.');
    await expect(field).toBeFocused();
  }
  await field.fill('Buy oat milk');
  await expect(field).toHaveAccessibleDescription('');
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Buy oat milk']);
  await expect.poll(() => requests).toBe(1);
});

test.describe('somebody else changed the title meanwhile', () => {
  test('their title is shown, and mine can be kept', async ({ page, email }) => {
    const { program, path } = await conflict(page, email);
    await program('PUT', path, { tags: ['theirs'] });
    await expect(page.getByLabel('Tags')).toHaveValue('theirs');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await expect(titlesOn(page)).toHaveText(['Mine']);
    await expect(page.getByRole('button', { name: 'Edit Mine' })).toBeFocused();
    const mine = { title: 'Mine', description: 'Their notes', tags: ['theirs'] };
    await expect.poll(() => program('GET', path)).toMatchObject([mine]);
  });

  test('their title is shown, and can be taken', async ({ page, email }) => {
    const { program, path } = await conflict(page, email);
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await expect(titlesOn(page)).toHaveText(['Theirs']);
    await expect(page.getByRole('button', { name: 'Edit Theirs' })).toBeFocused();
    await expect.poll(() => program('GET', path)).toMatchObject([{ title: 'Theirs' }]);
  });

  test('and puts it back: there is nothing to choose, and mine is saved', async ({
    page,
    email,
  }) => {
    const { program, path } = await conflict(page, email);
    await program('PUT', path, { title: 'Ours' });
    await expect(titlesOn(page)).toHaveText(['Mine']);
    await expect(page.getByRole('checkbox', { name: 'Mine' })).toBeFocused();
    await expect.poll(() => program('GET', path)).toMatchObject([{ title: 'Mine' }]);
    await expect(page.getByRole('form')).toHaveCount(0);
  });

  test('and puts it back while I type: what I type stays', async ({ page, email }) => {
    const { program, path } = await conflict(page, email);
    const field = page.getByLabel('New title of Ours');
    await field.fill('Mine, corrected');
    await program('PUT', path, { title: 'Ours' });
    await expect(page.getByRole('alert').filter({ hasText: 'Somebody' })).toHaveCount(0);
    await expect(field).toHaveValue('Mine, corrected');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(titlesOn(page)).toHaveText(['Mine, corrected']);
    await expect
      .poll(() => program('GET', path))
      .toMatchObject([{ title: 'Mine, corrected', description: 'Their notes' }]);
  });

  test('and once more before mine is kept: their last title is shown', async ({ page, email }) => {
    const { program, path } = await conflict(page, email);
    await page.route(
      '/api/trpc/tasks.update**',
      async (route) => {
        await program('PUT', path, { title: 'Theirs again' });
        await route.continue();
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await expect(page.getByRole('alert').filter({ hasText: '“Theirs again”' })).toBeVisible();
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await expect(titlesOn(page)).toHaveText(['Mine']);
  });
});

test('that somebody else completed the task meanwhile is no conflict', async ({ page, email }) => {
  const [program, [task]] = await signUpWith(page, email, 'Buy milk');
  await beginEdit(page, 'Buy milk', 'Buy oat milk');
  await program('PATCH', `/${task?.id}/complete`, { completed: true });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'Buy oat milk' })).toBeChecked();
});

test('what is not touched follows what others write, and can then be changed as it is', async ({
  page,
  email,
}) => {
  const [program, [task]] = await signUpWith(page, email, 'Ours');
  const title = await beginEdit(page, 'Ours', 'Ours');
  await page.keyboard.press('End');
  await program('PUT', `/${task?.id}`, { title: 'Theirs', due_date: '2031-12-24' });
  await expect(page.getByLabel('Due')).toHaveValue('2031-12-24');
  // Nothing changes under the hands of whoever is about to type.
  await expect(title).toHaveValue('Ours');
  await page.getByLabel('Notes').fill('Mine');
  await expect(title).toHaveValue('Theirs');
  await title.fill('Theirs and mine');
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Theirs and mine']);
  const both = { title: 'Theirs and mine', description: 'Mine', due_date: '2031-12-24' };
  await expect.poll(() => program('GET')).toMatchObject([both]);
  await expect(page.getByRole('form')).toHaveCount(0);
});

test('what was typed outlives the task, and can become a new one', async ({ page, email }) => {
  const [program, [task]] = await signUpWith(page, email, 'Buy milk');
  const field = await beginEdit(page, 'Buy milk', 'Buy oat milk');
  await program('DELETE', `/${task?.id}`);
  await expect(page.getByRole('alert').filter({ hasText: 'deleted meanwhile' })).toBeVisible();
  await expect(field).toHaveValue('Buy oat milk');
  await page.getByRole('button', { name: 'Add as new task' }).click();
  await expect(titlesOn(page)).toHaveText(['Buy oat milk']);
  await expect.poll(async () => (await program('GET'))[0]?.id).not.toBe(task?.id);
});

test('what was typed for a deleted task can be discarded', async ({ page, email }) => {
  await page.route('/api/trpc/tasks.onChange**', (route) => route.abort());
  const [program, [task]] = await signUpWith(page, email, 'Other', 'Buy milk');
  await beginEdit(page, 'Buy milk', 'Buy oat milk');
  await program('DELETE', `/${task?.id}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'deleted meanwhile' })).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(titlesOn(page)).toHaveText(['Other']);
  await expect(page.getByRole('checkbox', { name: 'Other' })).toBeFocused();
});

async function beginEdit(page: Page, title: string, typed: string) {
  await page.getByRole('button', { name: `Edit ${title}` }).click();
  const field = page.getByLabel(`New title of ${title}`);
  await field.fill(typed);
  return field;
}

/** Saves “Mine” over a title that a program has changed to “Theirs”. */
async function conflict(page: Page, email: string) {
  const [program, [task]] = await signUpWith(page, email, 'Ours');
  const path = `/${task?.id}`;
  const field = await beginEdit(page, 'Ours', 'Mine');
  await program('PUT', path, { title: 'Theirs', description: 'Their notes' });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'now “Theirs”' })).toBeVisible();
  await expect(field).toHaveValue('Mine');
  await expect(page.getByLabel('Notes')).toHaveValue('Their notes');
  return { program, path };
}
