import type { Page } from '@playwright/test';
import { programOf, signUp } from './test';

const BULK = 100;

/** Signs up, has so many tasks as `taskOf` makes them, the last the newest, and shows them. */
export async function openMany(
  page: Page,
  email: string,
  { tasks, taskOf }: { tasks: number; taskOf: (n: number) => object },
) {
  await signUp(page, email);
  const program = await programOf(page, email);
  for (let first = 0; first < tasks; first += BULK) {
    const operations = Array.from({ length: BULK }, (_, n) => ({
      op: 'create',
      ...taskOf(first + n),
    }));
    await program('POST', '/bulk', { operations });
  }
  await page.goto('/tasks');
  return program;
}
