import { expect, type Page } from '@playwright/test';
import { NAMES, tagAll } from './few-tasks';
import { signUpWith } from './sign-up-with';
import { type programOf, test, titlesOn, tryNow } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });
// Many steps, on machines that may be busy.
test.describe.configure({ timeout: 120_000 });

test('changes of tasks that were gone are made when these are back and it is tried again', async ({
  page,
  email,
}) => {
  const [program, tasks] = await signUpWith(page, email, ...NAMES);
  const release = await holdChanges(page);
  await tagAll(page, 'home');
  for (const { id } of tasks) await program('DELETE', `/${id}`);
  await release();
  await expect(page.getByLabel('6 tasks', { exact: true })).toBeVisible();
  for (const { id } of tasks) await program('POST', `/${id}/restore`);
  await expect(titlesOn(page)).toHaveCount(6);
  await page.getByRole('button', { name: 'Try all again' }).click();
  await expect(page.locator('.notice')).toHaveCount(0);
  await expect.poll(() => tagsOf(program)).toEqual(NAMES.map(() => ['home']));
});

test('where somebody else was faster, changes are made all the same, and taken back to what they wrote', async ({
  page,
  email,
}) => {
  const [program] = await tagTooLate(page, email, 'mine');
  await page.getByRole('button', { name: 'Edit One' }).click();
  const form = page.getByRole('form', { name: 'Edit One' });
  await expect(form.getByRole('alert')).toHaveText(
    'Somebody changed it meanwhile: the tags are now “theirs”.',
  );
  await form.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByLabel('5 tasks', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Change all anyway' }).click();
  await expect(page.locator('.notice')).toHaveCount(0);
  const made = NAMES.toReversed().map((name) => [name === 'One' ? 'theirs' : 'mine']);
  await expect.poll(() => tagsOf(program)).toEqual(made);
  await page.keyboard.press('Control+z');
  await expect.poll(() => tagsOf(program)).toEqual(NAMES.map(() => ['theirs']));
});

test('where somebody else has put back what was there, there is nothing to choose', async ({
  page,
  email,
}) => {
  const [program, tasks] = await tagTooLate(page, email, 'mine');
  for (const { id } of tasks.slice(1)) await program('PUT', `/${id}`, { tags: [] });
  await expect(page.getByLabel('1 task', { exact: true })).toHaveValue('Six');
  const made = NAMES.map((_, index) => [index === 0 ? 'theirs' : 'mine']);
  await expect.poll(() => tagsOf(program)).toEqual(made);
});

test('of several changes that are made all the same each is made over the one before', async ({
  page,
  email,
}) => {
  const [program] = await tagTooLate(page, email, 'first', 'second');
  await page.getByRole('button', { name: 'Change all anyway' }).click();
  await expect.poll(() => tagsOf(program)).toEqual(NAMES.map(() => ['first', 'second']));
  await expect(page.locator('.notice')).toHaveCount(0);
});

/** Tags all tasks, which a program has tagged by the time that the server is asked: six conflicts. */
async function tagTooLate(page: Page, email: string, ...tags: string[]) {
  const [program, tasks] = await signUpWith(page, email, ...NAMES);
  const release = await holdChanges(page);
  for (const tag of tags) await tagAll(page, tag);
  for (const { id } of tasks) await program('PUT', `/${id}`, { tags: ['theirs'] });
  await release();
  await expect(page.getByLabel('6 tasks', { exact: true })).toBeVisible();
  return [program, tasks] as const;
}

/** Keeps changes from the server until the answer is called. */
async function holdChanges(page: Page): Promise<() => Promise<void>> {
  const changes = '/api/trpc/tasks.update**';
  await page.route(changes, (route) => route.abort());
  return async () => {
    await page.unroute(changes);
    await tryNow(page);
  };
}

/** Those of all tasks, the newest first. */
async function tagsOf(program: Awaited<ReturnType<typeof programOf>>): Promise<string[][]> {
  return (await program('GET')).map(({ tags }) => tags);
}
