import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { programOf, signUp, test, titlesOn } from './test';

const TASKS = 650;
/** The first are deleted together: after them no page ends where a bulk does. */
const FIRST = 50;
const BULK = 100;
/** Far more than any screen holds, and far less than all. */
const BOUND = 100;

// Hundreds of tasks are made and deleted first, and axe takes its time, on machines that may be busy.
test.describe.configure({ timeout: 240_000 });

test('of many deleted tasks only what can be seen is in the document, and all can be reached', async ({
  page,
  email,
}) => {
  const { program, ids } = await fill(page, email);
  const rows = page.locator('.task');
  await expect(titlesOn(page).first()).toHaveText(titleOf(TASKS - 1));
  const more = page.getByRole('button', { name: /^(Show more|Loading …)$/ });
  await more.focus();
  await expect(async () => {
    await scrollToEnd(page);
    await expect(more).toHaveCount(0, { timeout: 100 });
  }).toPass();
  // The first of those that came last.
  await expect(restoring(page, FIRST - 1)).toBeFocused();
  await scrollToEnd(page);
  await expect(rowOf(page, 0)).toBeInViewport();
  await expect(rowOf(page, 0)).toHaveAttribute('aria-posinset', String(TASKS));
  await expect(rowOf(page, 0)).toHaveAttribute('aria-setsize', String(TASKS));
  expect(await rows.count()).toBeLessThan(BOUND);
  const last = (await titlesOn(page).allInnerTexts()).slice(-15);
  expect(last).toEqual(last.map((_, index) => titleOf(last.length - 1 - index)));

  await tabBack(page, 4);
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 4)).toHaveCount(0);
  await expect(restoring(page, 3)).toBeFocused();
  await expect(restoring(page, 3)).toBeInViewport();
  await expect(rowOf(page, 0)).toHaveAttribute('aria-setsize', String(TASKS - 1));

  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(titlesOn(page).first()).toHaveText(titleOf(TASKS - 1));
  await expect(restoring(page, 3)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(titlesOn(page).first()).toHaveText(titleOf(4));
  await program('POST', `/${ids[4]}/restore`);
  await expect(titlesOn(page).first()).toHaveText(titleOf(TASKS - 1));
  await page.keyboard.press('Shift+Tab');
  await expect(restoring(page, 5)).toBeFocused();
  await expect(restoring(page, 5)).toBeInViewport();
  await page.keyboard.press('ArrowDown');
  await expect(restoring(page, 3)).toBeFocused();
  await page.keyboard.press('k');
  await expect(restoring(page, 5)).toBeFocused();
  await expectAccessible(page, 'many deleted tasks');
});

/** Shows many deleted tasks, the last deleted with the highest number; gives their ids, the first deleted first. */
async function fill(page: Page, email: string) {
  await signUp(page, email);
  const program = await programOf(page, email);
  const ids: number[] = [];
  while (ids.length < TASKS) {
    const operations = Array.from({ length: ids.length === 0 ? FIRST : BULK }, (_, n) => {
      return { op: 'create', title: titleOf(ids.length + n) };
    });
    await program('POST', '/bulk', { operations });
    const made = (await program('GET')).map(({ id }) => id).toSorted((a, b) => a - b);
    await program('POST', '/bulk', { operations: made.map((id) => ({ op: 'delete', id })) });
    ids.push(...made);
  }
  await page.goto('/deleted');
  return { program, ids };
}

async function scrollToEnd(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
}

/** From the end of the list with Shift+Tab. */
async function tabBack(page: Page, number: number): Promise<void> {
  await restoring(page, 0).focus();
  await expect(async () => {
    await page.keyboard.press('Shift+Tab');
    await expect(restoring(page, number)).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
}

function titleOf(number: number): string {
  return `No. ${number}`;
}

function rowOf(page: Page, number: number) {
  const title = page.getByText(titleOf(number), { exact: true });
  return page.locator('.task').filter({ has: title });
}

function restoring(page: Page, number: number) {
  return page.getByRole('button', { name: `Restore ${titleOf(number)}`, exact: true });
}
