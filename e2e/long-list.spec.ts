import { expect, type Page } from '@playwright/test';
import { openMany } from './many-tasks';
import { tabTo, test } from './test';

const TASKS = 3_000;
/** Far more than any screen holds, and far less than all. */
const BOUND = 100;

// Thousands of tasks are made first, on machines that may be busy.
test.describe.configure({ timeout: 240_000 });

test('of thousands of tasks only what can be seen is in the document, and all can be reached', async ({
  page,
  email,
}) => {
  const program = await fill(page, email);
  const rows = page.locator('.task');
  await expect(rowOf(page, TASKS - 1)).toHaveAttribute('aria-posinset', '1');
  await expect(rowOf(page, TASKS - 1)).toHaveAttribute('aria-setsize', String(TASKS / 2));
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Anytime1,500', 'Done1,500']);
  expect(await rows.count()).toBeLessThan(BOUND);

  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(rowOf(page, 0)).toBeInViewport();
  await expect(rowOf(page, 0)).toHaveAttribute('aria-posinset', String(TASKS / 2));
  expect(await rows.count()).toBeLessThan(BOUND);
  await tabBack(page, 'No. 4');
  await expect(page.getByRole('checkbox', { name: 'No. 4', exact: true })).toBeInViewport();

  await page.getByRole('searchbox').fill('No. 1234');
  await expect(page.locator('.task-title')).toHaveText(['No. 1234']);
  await page.getByRole('searchbox').fill('');
  await expect(rowOf(page, TASKS - 1)).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('no. 777');
  await expect(page.getByRole('option')).toHaveText([
    'No. 777',
    'No. 2777',
    'No. 1777',
    'Add “no. 777”',
  ]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'No. 777', exact: true })).toBeFocused();
  const last = page.getByRole('checkbox', { name: 'No. 737', exact: true });
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(last).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
  await expect(last).toBeInViewport();
  await page.evaluate(() => window.scrollTo(0, 0));

  await page.evaluate(noteTouched);
  await page.getByRole('checkbox', { name: `No. ${TASKS - 1}`, exact: true }).click();
  await expect(rowOf(page, TASKS - 1)).toHaveCount(0);
  await expect
    .poll(() => program('GET', '?status=completed&limit=1&sort=updated'))
    .toMatchObject([{ title: `No. ${TASKS - 1}` }]);
  expect(await page.evaluate(() => window.touched.size)).toBeLessThan(BOUND);
});

test('what is edited and what has the focus stay where they are, however far one scrolls', async ({
  page,
  email,
}) => {
  const program = await fill(page, email);
  const title = `No. ${TASKS - 9}`;
  await page.getByRole('button', { name: `Edit ${title}`, exact: true }).click();
  const field = page.getByLabel(`New title of ${title}`, { exact: true });
  await field.fill('Half');
  await page.evaluate(() => window.scrollTo(0, 50_000));
  await expect(field).not.toBeInViewport();
  await expect(field).toBeFocused();
  await page.keyboard.type(' typed');
  await expect(field).toHaveValue('Half typed');
  await expect(field).toBeInViewport();
  await tabTo(page.getByRole('checkbox', { name: `No. ${TASKS - 13}`, exact: true }));

  await page.evaluate(() => window.scrollTo(0, 50_000));
  const seen = page.locator('.task').filter({ visible: true }).nth(20);
  await expect(seen).toBeInViewport();
  const name = await seen.locator('.task-title').innerText();
  const before = (await page.getByText(name, { exact: true }).boundingBox())?.y;
  await program('POST', '', { title: 'From elsewhere' });
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([/Anytime1,501/, /Done/]);
  await expect
    .poll(async () => (await page.getByText(name, { exact: true }).boundingBox())?.y)
    .toBe(before);
  await expect(field).toHaveValue('Half typed');
});

declare global {
  interface Window {
    touched: Set<Element>;
  }
}

/** Notes the rows in which anything changes from now on. */
function noteTouched(): void {
  window.touched = new Set();
  new MutationObserver((mutations) => {
    for (const { target, addedNodes } of mutations) {
      for (const node of [target, ...addedNodes]) {
        const row = node instanceof Element && node.closest('.task');
        if (row) window.touched.add(row);
      }
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** Thousands of tasks. */
function fill(page: Page, email: string) {
  return openMany(page, email, { tasks: TASKS, taskOf });
}

/** Every other one is done; the last is the newest. */
function taskOf(n: number): object {
  return { title: `No. ${n}`, completed: n % 2 === 0 };
}

function rowOf(page: Page, number: number) {
  const title = page.getByText(`No. ${number}`, { exact: true });
  return page.locator('.task').filter({ has: title });
}

/** From the end of the list with Shift+Tab. */
async function tabBack(page: Page, title: string): Promise<void> {
  const target = page.getByRole('checkbox', { name: title, exact: true });
  await page.getByRole('button', { name: 'Delete No. 0', exact: true }).focus();
  await expect(async () => {
    await page.keyboard.press('Shift+Tab');
    await expect(target).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
}
