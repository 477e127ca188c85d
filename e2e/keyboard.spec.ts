import { expect, type Page } from '@playwright/test';
import { addTasks, hold, openSettings, password, signUp, test, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('from sign-up to a list that is finished, edited and tidied, without a mouse', async ({
  page,
  email,
}) => {
  await page.goto('/sign-up');
  await page.getByLabel('Name').focus();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing to do yet')).toBeVisible();

  await page.keyboard.press('n');
  await expect(page.getByLabel('New task')).toBeFocused();
  for (const title of ['knee exercises', 'Cjex?#/', 'Buy milk']) {
    await page.keyboard.type(title);
    await page.keyboard.press('Enter');
  }
  await expect(titlesOn(page)).toHaveText(['Buy milk', 'Cjex?#/', 'knee exercises']);
  await leaveField(page);

  await page.keyboard.press('j');
  await expect(box(page, 'Buy milk')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await expect(box(page, 'knee exercises')).toBeFocused();
  await page.keyboard.press('j');
  await expect(box(page, 'knee exercises'), 'there is no row after the last').toBeFocused();
  await page.keyboard.press('c');
  await expect(box(page, 'knee exercises')).toBeChecked();
  await run(page, 'knee', /knee exercises/);
  await page.keyboard.press('Space');
  await expect(box(page, 'knee exercises')).not.toBeChecked();

  await run(page, 'cjex', /Cjex/);
  await page.keyboard.press('e');
  await expect(page.getByLabel('New title of Cjex?#/')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' jenc');
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Buy milk', 'Cjex?#/ jenc', 'knee exercises']);
  await expect(page.getByRole('button', { name: 'Edit Cjex?#/ jenc' })).toBeFocused();

  await page.keyboard.press('#');
  await expect(titlesOn(page)).toHaveText(['Buy milk', 'knee exercises']);
  await expect(box(page, 'knee exercises')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(titlesOn(page)).toHaveText(['Buy milk']);
  await expect(page.locator('.toast[data-front=true]')).toHaveText(/knee exercises/);
  await page.keyboard.press('Alt+t');
  await page.keyboard.press('Enter');
  await expect(box(page, 'knee exercises')).toBeFocused();

  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await run(page, 'undo');
  await expect(titlesOn(page)).toHaveText(['Buy milk', 'Cjex?#/ jenc', 'knee exercises']);

  await page.keyboard.press('/');
  await page.keyboard.type('milk');
  await expect(titlesOn(page)).toHaveText(['Buy milk']);
});

test('the palette finds tasks, makes them and does things, on every page', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Call Sam', 'Buy milk', 'Recall the minutes');
  await page.getByRole('checkbox', { name: 'Call Sam' }).check();
  await run(page, 'to do');
  await expect(page).toHaveURL(/status=pending/);
  await expect(titlesOn(page)).toHaveText(['Recall the minutes', 'Buy milk']);

  await run(page, 'sam call', /Call Sam/);
  await expect(box(page, 'Call Sam'), 'also when it was filtered away').toBeFocused();
  await expect(page).toHaveURL('/tasks');

  await run(page, 'Water the plants');
  await expect(titlesOn(page).first()).toHaveText('Water the plants');
  await run(page, 'new task');
  await expect(page.getByLabel('New task')).toBeFocused();

  await run(page, 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-appearance', 'dark');
  await expect(page.getByLabel('New task'), 'the focus is where it was').toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(options(page).first()).toHaveText('Dark appearance');
  await page.keyboard.press('Escape');

  await run(page, 'settings');
  await expectPage(page, 'Settings');
  await run(page, 'minutes', /Recall the minutes/);
  await expect(page).toHaveURL('/tasks');
  await expect(box(page, 'Recall the minutes')).toBeFocused();

  await run(page, 'developers');
  await expectPage(page, 'Developers');
  await run(page, 'Typed elsewhere');
  await expect(titlesOn(page).first()).toHaveText('Typed elsewhere');

  await page.getByRole('button', { name: 'Search or do …' }).click();
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('sign out');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/sign-in');
});

test('a task that the palette finds late is what Enter opens', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Recall the minutes');
  await openSettings(page);
  const { release } = await hold(page, '/api/trpc/tasks.list**');
  await page.getByRole('button', { name: 'Search or do …' }).click();
  await page.getByRole('combobox').fill('minutes');
  const option = (name: string) => page.getByRole('option', { name });
  await expect(option('Add “minutes”')).toHaveAttribute('aria-selected', 'true');
  release();
  await expect(option('Recall the minutes')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/tasks');
  await expect(box(page, 'Recall the minutes')).toBeFocused();
});

test('the sheet of shortcuts opens over any page and gives the focus back', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Buy milk');
  await box(page, 'Buy milk').focus();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Shortcuts' });
  await expect(sheet.getByText('Complete or reopen')).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(box(page, 'Buy milk')).toBeFocused();
  await expect(box(page, 'Buy milk'), 'what is behind the sheet is left alone').not.toBeChecked();

  for (const [key, heading] of Object.entries({
    s: 'Settings',
    a: 'Developers',
    t: 'Your tasks',
  })) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expectPage(page, heading);
  }
  await run(page, 'shortcuts');
  await expect(sheet).toBeVisible();
});

test('the palette says when it cannot be loaded, and opens when it can', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await page.route('**/*.js', (route) => route.abort());
  await page.keyboard.press('Control+k');
  await expect(page.getByText('this cannot be opened now')).toBeVisible();
  await page.unroute('**/*.js');
  await run(page, 'Buy milk');
  await expect(box(page, 'Buy milk')).toBeVisible();
  await expect(page.getByText('this cannot be opened now')).toBeHidden();
});

test('single keys can be turned off, in all tabs at once', async ({ page, email, context }) => {
  await signUp(page, email);
  await addTasks(page, 'Buy milk');
  const other = await context.newPage();
  await other.goto('/tasks');
  await box(other, 'Buy milk').focus();
  await openSettings(page);
  await page.getByRole('checkbox', { name: 'Shortcuts of single keys' }).uncheck();

  const edit = other.getByRole('button', { name: 'Edit Buy milk' });
  await expect(edit).not.toHaveAttribute('aria-keyshortcuts');
  for (const key of ['e', 'c', '#', '?', 'g', 's']) await other.keyboard.press(key);
  await other.keyboard.press('Control+k');
  await expect(other.getByRole('combobox')).toBeFocused();
  await other.keyboard.press('Escape');
  await expect(box(other, 'Buy milk')).toBeFocused();
  await expect(box(other, 'Buy milk')).not.toBeChecked();

  await page.reload();
  const choice = page.getByRole('checkbox', { name: 'Shortcuts of single keys' });
  await expect(choice).not.toBeChecked();
  await choice.check();
  await expect(edit).toHaveAttribute('aria-keyshortcuts', 'E');
  await other.keyboard.press('e');
  await expect(other.getByLabel('New title of Buy milk')).toBeFocused();
});

function box(page: Page, name: string) {
  return page.getByRole('checkbox', { name, exact: true });
}

async function expectPage(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

function options(page: Page) {
  return page.getByRole('option');
}

/** Puts the focus on no field, as Escape does not. */
async function leaveField(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
}

/** Chooses the first of what the palette finds, when it is what is meant: tasks may come later than commands. */
async function run(page: Page, typed: string, meant = new RegExp(typed, 'i')): Promise<void> {
  const field = page.getByRole('combobox');
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused({ timeout: 2_000 });
  }).toPass();
  await expect(async () => {
    await field.fill('');
    await page.keyboard.type(typed);
    await expect(page.getByRole('option', { selected: true })).toHaveText(meant, { timeout: 500 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(field).toBeHidden();
}
