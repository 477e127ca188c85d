import type { Page } from '@playwright/test';
import type { Act } from './event-timing';

// Roles and names take Playwright seconds to find among thousands.
const BOX = '[aria-label="New task"]';
const SEARCH = '[type=search]';
const BAR = '.select-bar';
const SELECT_ALL = `${BAR} .button-bare:not(.sm\\:order-last)`;
const ACTIONS = '.select-actions button';
/** Longer than it takes to begin with it. */
const BEGUN_MS = 1_000;
/** Longer than the server takes to do what is asked of all tasks. */
const SENT_MS = 60_000;

/** What people do with their tasks, one after the other. */
export const acts: Record<string, Act> = {
  'complete a task of the group on top': {
    prepare: toTop,
    act: (page, round) =>
      row(page, 'Overdue', round % 3)
        .locator('input')
        .click(),
  },
  'complete a task further down': {
    prepare: async (page, round) => {
      await group(page, 'Today').scrollIntoViewIfNeeded();
      await row(page, 'Today', round % 3).scrollIntoViewIfNeeded();
    },
    act: (page, round) =>
      row(page, 'Today', round % 3)
        .locator('input')
        .click(),
  },
  'type into the box for new tasks': {
    prepare: (page) => page.locator(BOX).click(),
    act: (page) => page.keyboard.press('x'),
  },
  'add a task': {
    prepare: (page) => page.locator(BOX).fill('Another one'),
    act: (page) => page.keyboard.press('Enter'),
  },
  'open a task to edit it': {
    prepare: toTop,
    act: (page, round) => row(page, 'Overdue', round).locator('[aria-label^=Edit]').click(),
  },
  'type into an open task': {
    act: (page) => page.keyboard.press('x'),
  },
  'save an open task': {
    prepare: (page) => page.locator('[name=title]').first().focus(),
    act: (page) => page.keyboard.press('Enter'),
  },
  'delete a task': {
    prepare: toTop,
    act: (page) => row(page, 'Overdue', 1).locator('[aria-label^=Delete]').click(),
  },
  'type into the search': {
    prepare: async (page, round) => {
      const field = page.locator(SEARCH);
      await field.fill('');
      await field.press('End');
      await page.waitForTimeout(round);
    },
    act: (page) => page.keyboard.press('m'),
  },
  'clear the search': {
    prepare: (page) => page.locator(SEARCH).fill('m'),
    act: (page) => page.keyboard.press('Backspace'),
  },
  'sort by something else': {
    prepare: (page) => chooser(page, 'Sort by'),
    act: (page, round) => page.keyboard.press(round % 4 < 2 ? 'ArrowDown' : 'ArrowUp'),
  },
  'show the done ones only': {
    prepare: (page) => chooser(page, 'Show'),
    act: (page, round) => page.keyboard.press(round % 4 < 2 ? 'ArrowDown' : 'ArrowUp'),
  },
};

/** What they do with all of them at once. */
export const bulkActs: Record<string, Act> = {
  'select all of them': {
    prepare: beginSelecting,
    act: (page) => page.locator(SELECT_ALL).click(),
  },
  'complete or reopen all of them': {
    prepare: selectAll,
    act: (page, round) =>
      page
        .locator(ACTIONS)
        .nth(round % 2)
        .click(),
    settle: untilSent,
  },
  'delete all of them': {
    prepare: selectAll,
    act: deleteAll,
    settle: async (page) => {
      await untilSent(page);
      await undo(page);
      await untilSent(page);
    },
  },
  'bring all of them back': {
    prepare: async (page) => {
      await selectAll(page);
      await deleteAll(page);
      await untilSent(page);
    },
    act: undo,
    settle: untilSent,
  },
};

async function toTop(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
}

function group(page: Page, name: string) {
  return page.locator(`section[aria-labelledby=group-${name}]`);
}

function row(page: Page, name: string, place: number) {
  return group(page, name).locator('.task').nth(place);
}

async function chooser(page: Page, label: string): Promise<void> {
  const choices = page.locator('[aria-expanded=false]', { hasText: 'Filter' });
  if ((await choices.count()) > 0) await choices.click();
  await page.locator(`[aria-label="${label}"]`).focus();
}

async function beginSelecting(page: Page): Promise<void> {
  const begin = page.locator('#select-tasks[aria-pressed=false]');
  if ((await begin.count()) > 0) await begin.click();
  await page.locator(BAR).waitFor();
}

export async function selectAll(page: Page): Promise<void> {
  await beginSelecting(page);
  const all = page.locator(SELECT_ALL).getByText('Select all');
  if ((await all.count()) > 0) await all.click();
}

export async function deleteAll(page: Page): Promise<void> {
  await page.locator(ACTIONS).last().click();
}

async function undo(page: Page): Promise<void> {
  await page.keyboard.press('Control+z');
}

/** Until nothing is left of it, further interactions would be measured along with it. */
export async function untilSent(page: Page): Promise<void> {
  await page.waitForTimeout(BEGUN_MS);
  await page.waitForFunction(
    () => !Object.keys(localStorage).some((key) => key.startsWith('tandem.outbox.')),
    undefined,
    { polling: 250, timeout: SENT_MS },
  );
}
