import { expect, type Page } from '@playwright/test';
import { programOf, signUp, titlesOn } from './test';

/** Signs up, and has four tasks of all kinds. */
export async function signUpWithAllKinds(page: Page, email: string): Promise<void> {
  await signUp(page, email);
  const program = await programOf(page, email);
  await program('POST', '', { title: 'Mow the lawn', tags: ['home'], priority: 'high' });
  await program('POST', '', { title: 'Air the rooms', tags: ['home', 'x'.repeat(32)] });
  await program('POST', '', { title: 'Mend the lamp', tags: ['home'], completed: true });
  await program('POST', '', { title: 'Make a plan', tags: ['work'], due_date: '2099-12-31' });
  await expect(titlesOn(page)).toHaveCount(4);
}
