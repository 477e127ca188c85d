import type { Page } from '@playwright/test';
import type { Task } from '@/contract/tasks';

/** What a program of the same person can do, as on another device. */
export type Elsewhere = (method: string, path: string, body?: object) => Promise<unknown>;

/** A picture: its name, what it shows, the page, and what is done there first; what that gives is done when it is taken. */
export interface Picture {
  name: string;
  title: string;
  path: string;
  prepare?: (page: Page, elsewhere: Elsewhere) => Promise<void | (() => Promise<unknown>)>;
}

export const forStrangers: Picture[] = [
  { name: 'home', title: 'The start, for strangers', path: '/' },
  { name: 'sign-up', title: 'Sign up', path: '/sign-up' },
  { name: 'sign-in', title: 'Sign in', path: '/sign-in' },
  { name: 'not-found', title: 'A page that is not there', path: '/', prepare: goNowhere },
];

export const forMembers: Picture[] = [
  { name: 'tasks', title: 'The tasks', path: '/tasks' },
  { name: 'add', title: 'A new task, understood', path: '/tasks', prepare: add },
  { name: 'edit', title: 'Every field edited in place', path: '/tasks', prepare: edit },
  { name: 'conflict', title: 'Changed elsewhere meanwhile', path: '/tasks', prepare: conflict },
  { name: 'select', title: 'Many selected', path: '/tasks', prepare: select },
  { name: 'filters', title: 'Filters', path: '/tasks', prepare: filter },
  { name: 'palette', title: 'The command palette', path: '/tasks', prepare: openPalette },
  { name: 'shortcuts', title: 'The shortcuts', path: '/tasks', prepare: openShortcuts },
  { name: 'offline', title: 'Offline', path: '/tasks', prepare: goOffline },
  { name: 'deleted', title: 'Deleted tasks, to be brought back', path: '/deleted' },
  { name: 'settings', title: 'Settings', path: '/settings' },
  { name: 'developers', title: 'For developers', path: '/developers', prepare: awaitToken },
  { name: 'docs', title: 'The API reference', path: '/docs', prepare: awaitReference },
];

/** With the typefaces, which a page waits for only a moment. */
async function goNowhere(page: Page): Promise<void> {
  await page.goto('/nowhere');
}

async function add(page: Page): Promise<void> {
  await page.getByLabel('New task').focus();
  await page.keyboard.type('Call Mira tomorrow !2 #home');
  await page.getByRole('button', { name: 'leave “!2” in the title' }).waitFor();
}

async function edit(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Edit Send/ }).click();
  await page.getByLabel('Notes').waitFor();
}

/** Another device has changed the title that is changed here. */
async function conflict(page: Page, elsewhere: Elsewhere) {
  const [{ id, title }] = (await elsewhere('GET', '?search=chapter')) as [Task];
  await page.getByRole('button', { name: `Edit ${title}` }).click();
  const field = page.getByLabel(`New title of ${title}`);
  await field.fill(`${title}, and write it down`);
  await elsewhere('PUT', `/${id}`, { title: 'Read the chapter about revisions twice' });
  await field.press('Enter');
  const notice = page.getByRole('alert').filter({ hasText: 'twice' });
  await notice.waitFor();
  await page.waitForFunction(() => !document.querySelector('.toast'), undefined, {
    timeout: 30_000,
  });
  await notice.evaluate((alert) => alert.scrollIntoView({ block: 'center' }));
  return () => elsewhere('PUT', `/${id}`, { title });
}

async function select(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  for (const title of [/^Select Buy/, /^Select Call/]) {
    await page.getByRole('checkbox', { name: title }).check();
  }
  await page.getByText('2 selected').first().waitFor();
}

async function filter(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Filter/ }).click();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('in');
}

async function openShortcuts(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Select', exact: true }).focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
}

async function goOffline(page: Page): Promise<void> {
  // With the scripts that come when somebody stirs.
  await page.getByLabel('New task').focus();
  await page.keyboard.type('Look');
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  await page.context().setOffline(true);
  await page.getByLabel('New task').fill('Look for the stars');
  await page.keyboard.press('Enter');
  await page.getByText('Tandem cannot be reached').first().waitFor();
}

async function awaitToken(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Your token' }).waitFor();
}

async function awaitReference(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Tandem' }).last().waitFor();
}
