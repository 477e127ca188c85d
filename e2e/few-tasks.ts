import type { Page } from '@playwright/test';
import { addTasks, programOf, signUp } from './test';

/** The titles of a few tasks, just as many as are told of as one. */
export const NAMES = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];

/** Signs up and makes these tasks, the last the newest. */
export async function openFew(page: Page, email: string) {
  await signUp(page, email);
  await addTasks(page, ...NAMES);
  return programOf(page, email);
}

/** Gives all of them a tag. */
export async function tagAll(page: Page, tag: string): Promise<void> {
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('button', { name: 'Select all shown (6)' }).click();
  await page.getByRole('button', { name: 'Tag …' }).click();
  await page.getByRole('dialog').getByLabel('Tag', { exact: true }).fill(tag);
  await page.keyboard.press('Enter');
  const bar = page.getByRole('group', { name: 'Selected tasks' });
  await bar.getByRole('button', { name: 'Done' }).click();
}
