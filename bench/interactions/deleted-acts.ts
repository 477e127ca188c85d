import type { Page } from '@playwright/test';
import { deleteAll, selectAll, untilSent } from './acts';
import type { Act } from './event-timing';

/** What they do with what they have deleted. */
export const deletedActs: Record<string, Act> = {
  'restore a deleted task': {
    prepare: toEnd,
    act: (page) => page.locator('.task button').nth(-3).click(),
    settle: untilSent,
  },
};

/** Deletes all tasks and shows them as deleted ones. */
export async function openDeleted(page: Page): Promise<void> {
  await selectAll(page);
  await deleteAll(page);
  await untilSent(page);
  await page.goto('/deleted');
  await page.locator('.task').first().waitFor();
}

/** Past all that is yet to be read. */
async function toEnd(page: Page): Promise<void> {
  const more = page.getByText(/^(Show more|Loading …)$/);
  while ((await more.count()) > 0) {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(16);
  }
}
