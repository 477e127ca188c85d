import { expect } from '@playwright/test';
import { signUpWithAllKinds } from './all-kinds';
import { addTasks, programOf, signUp, test, titlesOn, typeTasks } from './test';

test('what is due first comes first, unless another order is asked for', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const dues = ['2020-01-01', '2099-01-01', '2020-02-01', '2099-02-01'];
  for (const due of dues) await program('POST', '', { title: due, due_date: due });
  await program('POST', '', { title: 'Old' });
  await program('POST', '', { title: 'New' });
  const titles = ['2020-01-01', '2020-02-01', '2099-01-01', '2099-02-01', 'New', 'Old'];
  await expect(titlesOn(page)).toHaveText(titles);
  await page.goto('/tasks?sort=created');
  await expect(titlesOn(page)).toHaveText([
    '2020-02-01',
    '2020-01-01',
    '2099-02-01',
    '2099-01-01',
    'New',
    'Old',
  ]);
  await expect(page.getByLabel('Sort by')).toHaveValue('created');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(titlesOn(page)).toHaveText(titles);
  await expect(page).toHaveURL('/tasks');

  await addTasks(page, 'Newer');
  await expect(page.locator('.toast')).toHaveCount(0);
  for (const due of dues) await program('POST', '', { title: `${due} too`, due_date: due });
  await expect(titlesOn(page)).toHaveCount(11);
  await addTasks(page, 'Out of sight');
  await expect(page.locator('.toast')).toHaveText('Added: Out of sightUndo');
});

test('a tag in a row shows what else has it, and the way back of the browser undoes it', async ({
  page,
  email,
}) => {
  await signUpWithAllKinds(page, email);
  const row = page.locator('.task').filter({ hasText: 'Make a plan' });
  await row.getByRole('button', { name: 'Only #work' }).click();
  await expect(page).toHaveURL('/tasks?tag=work');
  await expect(titlesOn(page)).toHaveText(['Make a plan']);
  await expect(page.locator('.task form')).toHaveCount(0);
  await page.goBack();
  await expect(titlesOn(page)).toHaveCount(4);
  await page.getByRole('searchbox').fill('lawn #home');
  await expect(titlesOn(page)).toHaveText(['Mow the lawn']);

  await page.getByRole('button', { name: 'Select', exact: true }).click();
  const tag = (await page.locator('.task .tag').boundingBox())!;
  await page.mouse.click(tag.x + 5, tag.y + 5);
  await expect(page.getByText('1 selected')).toBeVisible();
  await expect(page).toHaveURL('/tasks?search=lawn+%23home');
});

test('what is shown is in the URL, and a new task is never hidden', async ({ page, email }) => {
  await signUpWithAllKinds(page, email);
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByLabel('Show').selectOption('To do');
  await page.getByLabel('Tag').selectOption('#home');
  await page.getByLabel('Sort by').selectOption('Title');
  await page.getByRole('searchbox').fill('mow');
  await expect(titlesOn(page)).toHaveText(['Mow the lawn']);
  await expect(page).toHaveURL('/tasks?status=pending&tag=home&sort=title&search=mow');
  await page.goBack();
  await expect(page).toHaveURL('/tasks?status=pending&tag=home');
  await page.goForward();
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Mow the lawn']);
  await expect(page.getByRole('searchbox')).toHaveValue('mow');

  await typeTasks(page, 'Sweep');
  await expect(titlesOn(page)).toHaveText(['Air the rooms', 'Mow the lawn', 'Sweep']);
  await page.getByRole('searchbox').fill('no such');
  await page.getByRole('button', { name: 'Show all tasks' }).click();
  await expect(titlesOn(page)).toHaveText([
    'Make a plan',
    'Air the rooms',
    'Mow the lawn',
    'Sweep',
    'Mend the lamp',
  ]);
  await expect(page).toHaveURL('/tasks?sort=title');
  await expect(page.getByLabel('New task')).toBeFocused();
  await page.goBack();
  await expect(page.getByText('No task is like that')).toBeVisible();
});

test('a URL that makes no sense shows all tasks', async ({ page, email }) => {
  await signUpWithAllKinds(page, email);
  await page.goto('/tasks?status=sideways&sort=up&priority=very');
  await expect(titlesOn(page)).toHaveCount(4);
});
