import { expect } from '@playwright/test';
import { signUpWithAllKinds } from './all-kinds';
import { addTasks, pasteLines, programOf, signUp, test, titlesOn, widthOf } from './test';

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
    'Anytime1',
    'Done1',
  ]);
  await expect(titlesOn(page)).toHaveText(['Late', 'Now', 'Some time', 'Over']);
  await page.getByRole('checkbox', { name: 'Late' }).check();
  await expect(titlesOn(page)).toHaveText(['Now', 'Some time', 'Over', 'Late']);
});

test('each line that is pasted is a task, and all are offered to be taken back', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await page.getByLabel('New task').focus();
  await pasteLines(page, ['- One', '', '  - [ ] Two  ', '- Three', '']);
  await expect(titlesOn(page)).toHaveText(['One', 'Two', 'Three']);
  await expect(page.getByLabel('New task')).toHaveValue('');
  await page.getByRole('button', { name: 'Undo: remove 3 tasks' }).click();
  await expect(titlesOn(page)).toHaveCount(0);
  await expect(page.getByLabel('New task')).toBeFocused();
});

test('nothing is wider than a small screen', async ({ page, email }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signUpWithAllKinds(page, email);
  await page.getByRole('button', { name: 'Edit Mow the lawn' }).click();
  expect(await widthOf(page)).toBeLessThanOrEqual(320);
});

for (const width of [320, 360, 390, 430]) {
  test.describe(`on a phone of ${width} pixels`, () => {
    test.use({
      viewport: { width, height: 640 },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
    });

    test('no field of a form lies over another', async ({ page, email }) => {
      await signUp(page, email);
      await addTasks(page, 'Buy milk');
      await page.getByRole('button', { name: 'Edit Buy milk' }).tap();
      const fields = page.getByRole('form', { name: 'Edit Buy milk' }).locator('.field');
      await expect(fields).toHaveCount(5);
      expect(await fields.evaluateAll(findOverlaps)).toEqual([]);
    });
  });
}

/** Runs in the page: the names of fields that share pixels, two by two. */
function findOverlaps(fields: Element[]): string[] {
  const boxes = fields.map((field) => ({
    name: field.getAttribute('name'),
    box: field.getBoundingClientRect(),
  }));
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        ({ box }) =>
          box.left < one.box.right &&
          box.right > one.box.left &&
          box.top < one.box.bottom &&
          box.bottom > one.box.top,
      )
      .map((other) => `${one.name} and ${other.name}`),
  );
}
