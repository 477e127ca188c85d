import type { Page } from '@playwright/test';
import { addTasks, programOf, signUp } from './test';

/** Signs up and adds tasks; gives the way to ask for them as a program would, and them from the top. */
export async function signUpWith(page: Page, email: string, ...titles: string[]) {
  await signUp(page, email);
  await addTasks(page, ...titles);
  const program = await programOf(page, email);
  return [program, await program('GET')] as const;
}
