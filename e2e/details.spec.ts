import { expect, type Page } from '@playwright/test';
import {
  addTasks,
  pasteLines,
  programOf,
  signUp,
  test,
  titlesOn,
  typeTasks,
  widthOf,
} from './test';

test('everything about a task is edited in place, shown, and kept', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Buy milk');
  await page.getByRole('button', { name: 'Edit Buy milk' }).click();
  const form = page.getByRole('form', { name: 'Edit Buy milk' });
  await form.getByLabel('Notes').fill('Two litres');
  await form.getByLabel('Due').fill('2020-02-29');
  await form.getByLabel('Priority').selectOption('high');
  await form.getByLabel('Tags').fill('home, #errands, home');
  await form.getByRole('button', { name: 'Save' }).click();

  const overdue = page.getByRole('region', { name: 'Overdue' });
  await expect(overdue.getByText('Two litres')).toBeVisible();
  await expect(overdue.getByText('Sat, Feb 29, 2020')).toBeVisible();
  await expect(overdue.getByText('high priority')).toBeVisible();
  await expect(overdue.getByText('#errands')).toBeVisible();
  const program = await programOf(page, email);
  await expect
    .poll(() => program('GET'))
    .toMatchObject([
      {
        title: 'Buy milk',
        description: 'Two litres',
        due_date: '2020-02-29',
        priority: 'high',
        tags: ['home', 'errands'],
      },
    ]);
});

test('tasks are shown by when they are due, and the done ones last', async ({ page, email }) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const day = await page.evaluate(() => new Date().toLocaleDateString('sv'));
  await program('POST', '', { title: 'Late', due_date: '2020-01-01' });
  await program('POST', '', { title: 'Now', due_date: day });
  await program('POST', '', { title: 'Some time' });
  await program('POST', '', { title: 'Over', completed: true });
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Overdue1',
    'Today1',
    'Later1',
    'Done1',
  ]);
  await expect(titlesOn(page)).toHaveText(['Late', 'Now', 'Some time', 'Over']);
  await page.getByRole('checkbox', { name: 'Late' }).check();
  await expect(titlesOn(page)).toHaveText(['Now', 'Some time', 'Over', 'Late']);
});

test('what is shown is in the URL, and a new task is never hidden', async ({ page, email }) => {
  await fill(page, email);
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
  await expect(page.getByText('No task is like that')).toBeVisible();
});

test('a URL that makes no sense shows all tasks', async ({ page, email }) => {
  await fill(page, email);
  await page.goto('/tasks?status=sideways&sort=up&priority=very');
  await expect(titlesOn(page)).toHaveCount(4);
});

test('each line that is pasted is a task, and all are offered to be taken back', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await page.getByLabel('New task').focus();
  await pasteLines(page, ['One', '', '  Two  ', 'Three', '']);
  await expect(titlesOn(page)).toHaveText(['Three', 'Two', 'One']);
  await expect(page.getByLabel('New task')).toHaveValue('');
  await page.getByRole('button', { name: 'Undo: remove 3 tasks' }).click();
  await expect(titlesOn(page)).toHaveCount(0);
  await expect(page.getByLabel('New task')).toBeFocused();
});

test('nothing is wider than a small screen', async ({ page, email }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await fill(page, email);
  await page.getByRole('button', { name: 'Edit Mow the lawn' }).click();
  expect(await widthOf(page)).toBeLessThanOrEqual(320);
});

/** Signs up, and has four tasks of all kinds. */
async function fill(page: Page, email: string): Promise<void> {
  await signUp(page, email);
  const program = await programOf(page, email);
  await program('POST', '', { title: 'Mow the lawn', tags: ['home'], priority: 'high' });
  await program('POST', '', { title: 'Air the rooms', tags: ['home', 'x'.repeat(32)] });
  await program('POST', '', { title: 'Mend the lamp', tags: ['home'], completed: true });
  await program('POST', '', { title: 'Make a plan', tags: ['work'], due_date: '2099-12-31' });
  await expect(titlesOn(page)).toHaveCount(4);
}
