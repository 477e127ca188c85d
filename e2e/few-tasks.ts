import type { Page } from '@playwright/test';

/** The titles of a few tasks, just as many as are told of as one. */
export const NAMES = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];

/** Gives all tasks that are shown, so many, a tag. */
export async function tagAll(page: Page, tag: string, count = NAMES.length): Promise<void> {
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('button', { name: `Select all shown (${count})` }).click();
  await page.getByRole('button', { name: 'Tag …' }).click();
  await page.getByRole('dialog').getByLabel('Tag', { exact: true }).fill(tag);
  await page.keyboard.press('Enter');
  const bar = page.getByRole('group', { name: 'Selected tasks' });
  await bar.getByRole('button', { name: 'Done' }).click();
}
