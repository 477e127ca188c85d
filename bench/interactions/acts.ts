import type { Page } from '@playwright/test';
import type { Act } from './event-timing';

// Roles and names take Playwright seconds to find among thousands.
const BOX = '[aria-label="New task"]';
const SEARCH = '[type=search]';

/** What people do with their tasks, one after the other. */
export const acts: Record<string, Act> = {
  'complete a task of the group on top': {
    act: (page, round) =>
      row(page, 'Overdue', round % 3)
        .locator('input')
        .click(),
  },
  'complete a task further down': {
    prepare: (page) => group(page, 'Today').scrollIntoViewIfNeeded(),
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
