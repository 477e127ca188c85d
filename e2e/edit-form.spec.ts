import { expect, type Page } from '@playwright/test';
import { signUpWith } from './sign-up-with';
import { newsOn, test, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('what was typed into a form that was left can be brought back, at once or later', async ({
  page,
  email,
}) => {
  const [program] = await signUpWith(page, email, 'Buy milk');
  const notes = page.getByLabel('Notes');
  const edit = page.getByRole('button', { name: 'Edit Buy milk' });
  await edit.click();
  await page.keyboard.press('Escape');
  await expect(edit).toBeFocused();
  await expect(page.getByText('Not saved: Buy milk'), 'nothing was typed').toHaveCount(0);

  await edit.click();
  await notes.fill('Two pages of notes');
  await page.keyboard.press('Escape');
  await expect(edit).toBeFocused();
  await expect(newsOn(page)).toHaveText('Not saved: Buy milk');
  await page.getByRole('button', { name: 'Bring back what you typed: Buy milk' }).click();
  await expect(notes).toHaveValue('Two pages of notes');
  await expect(page.getByLabel('New title of Buy milk')).toBeFocused();

  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.reload();
  await edit.click();
  await expect(notes).toHaveValue('');
  await notes.fill('Something else');
  await page.getByRole('button', { name: 'Bring back what you typed' }).click();
  await expect(notes).toHaveValue('Two pages of notes');
  await page.getByRole('button', { name: 'Bring back what you typed' }).click();
  await expect(notes, 'nor is that lost').toHaveValue('Something else');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => program('GET')).toMatchObject([{ description: 'Something else' }]);
  await edit.click();
  await expect(page.getByRole('button', { name: 'Bring back what you typed' })).toHaveCount(0);
});

test('what was typed for a task that is deleted meanwhile can be brought back too', async ({
  page,
  email,
}) => {
  const [program, [task]] = await signUpWith(page, email, 'Buy milk');
  await beginEdit(page);
  await page.getByLabel('Notes').fill('Two litres');
  await page.keyboard.press('Escape');
  await program('DELETE', `/${task?.id}`);
  await expect(titlesOn(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Bring back what you typed: Buy milk' }).click();
  await expect(page.getByLabel('Notes')).toHaveValue('Two litres');
  await page.getByRole('button', { name: 'Add as new task' }).click();
  await expect.poll(() => program('GET')).toMatchObject([{ description: 'Two litres' }]);
});

test('a refusal is told at the fields that it is about, and the first of them has the focus', async ({
  page,
  email,
}) => {
  const [program] = await signUpWith(page, email, 'Buy milk');
  await beginEdit(page);
  const title = page.getByLabel('New title of Buy milk');
  const tags = page.getByLabel('Tags');
  const notes = page.getByLabel('Notes');
  await tags.fill(Array.from('abcdefghijkl').join(', '));
  await tags.press('Enter');
  await expect(tags).toHaveAccessibleDescription('At most 10 tags.');
  await expect(tags).toBeFocused();
  await expect(tags).toHaveAttribute('aria-invalid', 'true');
  await expect(title).not.toHaveAttribute('aria-invalid');
  await page.keyboard.press('End');
  await page.keyboard.type('m');
  await expect(tags, 'nothing is overwritten').toHaveValue('a, b, c, d, e, f, g, h, i, j, k, lm');

  await notes.fill('x'.repeat(1_001));
  await tags.fill('x'.repeat(40));
  await tags.press('Enter');
  await expect(tags).toHaveAccessibleDescription('Each tag must be at most 32 characters.');
  await expect(notes).toHaveAccessibleDescription('The notes must be at most 1000 characters.');
  await expect(notes).toBeFocused();
  await notes.fill('Two litres');
  await tags.fill('home');
  await page.keyboard.press('Enter');
  const saved = { title: 'Buy milk', description: 'Two litres', tags: ['home'] };
  await expect.poll(() => program('GET')).toMatchObject([saved]);
});

test('a due date has a year that people mean, and the next days are chosen at once', async ({
  page,
  email,
}) => {
  await page.clock.setFixedTime('2026-11-30T12:00:00');
  const [program] = await signUpWith(page, email, 'Buy milk');
  await beginEdit(page);
  const due = page.getByLabel('Due');
  await due.fill('0026-12-01');
  await due.press('Enter');
  await expect(due).toBeFocused();
  await expect(due).toHaveAccessibleDescription(/a year from 1970 to 9999/);
  for (const [word, day] of Object.entries({
    Today: '2026-11-30',
    Tomorrow: '2026-12-01',
    'In a week': '2026-12-07',
  })) {
    await page.getByRole('button', { name: word, exact: true }).click();
    await expect(due).toHaveValue(day);
  }
  await expect(due).toHaveAccessibleDescription('');
  await page.reload();
  await expect(due, 'it is kept as if it had been typed').toHaveValue('2026-12-07');
  await page.getByLabel('Notes').press('Control+Enter');
  await expect.poll(() => program('GET')).toMatchObject([{ due_date: '2026-12-07' }]);
});

test('the tags that there are already are suggested, and taken in any case', async ({
  page,
  email,
}) => {
  const [program] = await signUpWith(page, email, 'Buy milk');
  await program('POST', '', { title: 'Other', tags: ['home', 'work'] });
  await expect(titlesOn(page)).toHaveText(['Other', 'Buy milk']);
  await beginEdit(page);
  const tags = page.getByLabel('Tags');
  const suggested = () =>
    tags.evaluate((field: HTMLInputElement) => [...field.list!.options].map(({ value }) => value));
  expect(await suggested()).toEqual(['home', 'work']);
  await tags.fill('Work, ');
  await expect.poll(suggested).toEqual(['Work, home', 'Work, work']);
  await tags.press('Enter');
  await expect
    .poll(() => program('GET'))
    .toMatchObject([{ tags: ['home', 'work'] }, { title: 'Buy milk', tags: ['work'] }]);
});

async function beginEdit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit Buy milk' }).click();
  await expect(page.getByLabel('New title of Buy milk')).toBeFocused();
}
