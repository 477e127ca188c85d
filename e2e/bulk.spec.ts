import { expect, type Page } from '@playwright/test';
import { openMany } from './many-tasks';
import { addTasks, newsOn, pasteLines, programOf, signUp, test, titlesOn, tryNow } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test.describe.configure({ timeout: 120_000 });

test('many are selected with the mouse, completed, tagged and deleted at once, and each is undone as one', async ({
  page,
  email,
}) => {
  await fill(page, email);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  for (const action of ['Complete', 'Tag …']) {
    await press(page, action);
    await expect(page.locator('.toast')).toHaveText(['Nothing is selected']);
    await expect(newsOn(page)).toHaveText('Nothing is selected');
  }
  await select(page, 'Five').click();
  await page.getByText('Two', { exact: true }).click({ modifiers: ['Shift'] });
  await expect(bar(page).getByText('4 selected')).toBeVisible();
  await select(page, 'Three').click();
  await expect(bar(page).getByText('3 selected')).toBeVisible();

  await press(page, 'Complete');
  await expect(newsOn(page)).toHaveText('Completed 3 tasks');
  await expect(titlesOn(page)).toHaveText(['Six', 'Three', 'One', 'Five', 'Four', 'Two']);
  await page.getByRole('button', { name: 'Undo: reopen 3 tasks' }).click();
  await expect(titlesOn(page)).toHaveText(['Six', 'Five', 'Four', 'Three', 'Two', 'One']);
  await expect(newsOn(page)).toHaveText('Reopened 3 tasks');

  await press(page, 'Tag …');
  await page.getByRole('dialog', { name: 'Tag 3 tasks' }).getByLabel('Tag').fill('#home');
  await page.keyboard.press('Enter');
  await expect(newsOn(page)).toHaveText('Added #home to 3 tasks');
  await expect(page.locator('.task').getByText('#home')).toHaveCount(3);
  await expect(bar(page).getByRole('button', { name: 'Tag …' })).toBeFocused();
  await press(page, 'Tag …');
  await page.getByRole('button', { name: '#home', exact: true }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.locator('.task').getByText('#home')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.task').getByText('#home')).toHaveCount(3);

  await press(page, 'Delete');
  await expect(titlesOn(page)).toHaveText(['Six', 'Three', 'One']);
  await page.keyboard.press('Control+z');
  await expect(newsOn(page)).toHaveText('Restored 3 tasks');
  await expect(titlesOn(page)).toHaveText(['Six', 'Five', 'Four', 'Three', 'Two', 'One']);
  await page.keyboard.press('Control+Shift+Z');
  await expect(titlesOn(page)).toHaveText(['Six', 'Three', 'One']);
  const program = await programOf(page, email);
  await expect
    .poll(async () => (await program('GET')).map(({ tags }) => tags))
    .toEqual([[], [], []]);
});

test('many are selected with the keyboard, what is not shown is left alone, and the focus is never lost', async ({
  page,
  email,
}) => {
  await fill(page, email);
  const button = page.getByRole('button', { name: 'Select', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await select(page, 'Six').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(select(page, 'Five')).toBeFocused();
  await expect(bar(page).getByText('2 selected')).toBeVisible();
  await select(page, 'Two').focus();
  await page.keyboard.press('Shift+Space');
  await expect(bar(page).getByText('5 selected')).toBeVisible();

  await page.getByRole('searchbox').fill('t');
  await expect(bar(page).getByText('2 selected')).toBeVisible();
  await select(page, 'Two').focus();
  await page.keyboard.press('Enter');
  await expect(bar(page).getByRole('button', { name: 'Complete' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(newsOn(page)).toHaveText('Completed 2 tasks');
  await page.getByRole('searchbox').fill('');
  await bar(page).getByRole('button', { name: 'Select all shown (6)' }).focus();
  await page.keyboard.press('Enter');
  await expect(bar(page).getByText('6 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  await expect(button).toBeFocused();
  await expect(page.getByRole('checkbox', { name: 'Two' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'One' })).not.toBeChecked();
});

test('what is done to many while the server is away is sent once when it is back', async ({
  page,
  email,
}) => {
  await fill(page, email);
  await page.route('/api/**', (route) => route.abort());
  await page.getByLabel('New task').focus();
  await pasteLines(page, ['Seven', 'Eight', 'Nine']);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await press(page, 'Select all shown (9)');
  await press(page, 'Complete');
  await expect(page.getByText('12 changes')).toBeVisible();
  await page.unroute('/api/**');

  const keys: (string | undefined)[] = [];
  await page.route('/api/trpc/tasks.bulk**', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const answer = await route.fetch();
    // The server has done it, and the page is not told.
    return keys.length === 1 ? route.abort() : route.fulfill({ response: answer });
  });
  await tryNow(page);
  await expect.poll(() => keys.length).toBe(1);
  await page.reload();
  const program = await programOf(page, email);
  await expect
    .poll(async () => (await program('GET')).map(({ title, completed }) => [title, completed]))
    .toEqual(
      ['Seven', 'Eight', 'Nine', 'Six', 'Five', 'Four', 'Three', 'Two', 'One'].map((title) => [
        title,
        true,
      ]),
    );
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
  expect(new Set(keys.slice(0, 2)).size).toBe(1);
});

test('hundreds of pasted lines are tasks at once, in a few requests, and are taken back as one', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  let requests = 0;
  page.on('request', (request) => (requests += Number(request.url().includes('/tasks.bulk'))));
  await page.getByLabel('New task').focus();
  await pasteLines(
    page,
    Array.from({ length: 300 }, (_, index) => `Line ${index + 1}`),
  );
  await expect(page.getByText('300 to do')).toBeVisible();
  await expect(titlesOn(page).first()).toHaveText('Line 1');
  const program = await programOf(page, email);
  await expect.poll(async () => (await program('GET')).length).toBe(300);
  const saved = (await program('GET')).map(({ title }) => title);
  expect(saved.slice(-2)).toEqual(['Line 299', 'Line 300']);
  expect(requests).toBe(3);

  await expect(page.getByLabel('New task')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(newsOn(page)).toHaveText('Removed 300 tasks');
  await expect(page.getByText('Nothing to do yet')).toBeVisible();
  await expect.poll(async () => (await program('GET')).length).toBe(0);
  expect(requests).toBe(6);
});

test('what takes long for very many says so before it begins', async ({ page, email }) => {
  await openMany(page, email, { tasks: 600, taskOf: (n) => ({ title: `No. ${n}` }) });
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await bar(page).getByRole('button', { name: 'Select all shown (600)' }).click();
  await page.evaluate(noteWords);
  await press(page, 'Delete');
  await expect(newsOn(page)).toHaveText('Deleted 600 tasks');
  await expect.poll(() => page.evaluate(() => [...window.words])).toContain('Working …');

  await page.evaluate(noteWords);
  await page.keyboard.press('Control+z');
  await expect(newsOn(page)).toHaveText('Restored 600 tasks');
  await expect(titlesOn(page).first()).toHaveText('No. 599');
  expect(await page.evaluate(() => [...window.words])).toContain('Working …');
});

test('on a small screen the actions stay in sight, and hide nothing that has the focus', async ({
  page,
  email,
}) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await signUp(page, email);
  await page.getByLabel('New task').focus();
  await pasteLines(
    page,
    Array.from({ length: 12 }, (_, index) => `Task ${11 - index}`),
  );
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await select(page, 'Task 11').focus();
  for (let index = 11; index > 0; index -= 1) {
    await page.keyboard.press('Shift+ArrowDown');
    await expect(select(page, `Task ${index - 1}`)).toBeFocused();
    const focused = await page.locator(':focus').boundingBox();
    const top = (await bar(page).boundingBox())!.y;
    expect(focused!.y + focused!.height).toBeLessThanOrEqual(top);
    expect(top).toBeLessThan(640);
  }
  await press(page, 'Delete');
  await expect(page.getByText('Nothing to do yet')).toBeVisible();
  const toast = page.getByRole('button', { name: 'Undo: bring back 12 tasks' });
  await expect(toast).toBeInViewport({ ratio: 1 });
});

/** Signs up, and has six tasks. */
async function fill(page: Page, email: string): Promise<void> {
  await signUp(page, email);
  await addTasks(page, 'One', 'Two', 'Three', 'Four', 'Five', 'Six');
}

function bar(page: Page) {
  return page.getByRole('group', { name: 'Selected tasks' });
}

function press(page: Page, name: string): Promise<void> {
  return bar(page).getByRole('button', { name, exact: true }).click();
}

function select(page: Page, title: string) {
  return page.getByRole('checkbox', { name: `Select ${title}`, exact: true });
}

declare global {
  interface Window {
    words: Set<string | null>;
  }
}

/** Runs in the page: notes what the bar and the toasts say in each frame from now on. */
function noteWords(): void {
  const words = new Set<string | null>();
  window.words = words;
  requestAnimationFrame(note);

  function note(): void {
    for (const { textContent } of document.querySelectorAll('.select-bar p, .toast'))
      words.add(textContent);
    requestAnimationFrame(note);
  }
}
