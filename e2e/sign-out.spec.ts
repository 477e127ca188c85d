import { expect, type Page, type Route } from '@playwright/test';
import {
  addTasks,
  fillSignUp,
  hold,
  programOf,
  signIn,
  signOut,
  signUp,
  test,
  titlesOn,
  typeTasks,
} from './test';

test.describe.configure({ timeout: 120_000 });
// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

/** Cookies of no session, and of none that is to end. */
const ofNobody = [expect.objectContaining({ name: 'tandem-time-zone' })];

test('what was not sent is kept for the same person alone, or sent before they are signed out', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  await page.context().route('/api/trpc/tasks.*', loseWrite);
  await typeTasks(page, 'One secret', 'Another secret');
  const out = page.getByRole('button', { name: 'Sign out' });
  await out.click();
  const dialog = dialogOn(page);
  await expect(dialog).toContainText('2 changes have not reached the server');
  await expect(dialog.getByRole('button', { name: 'Try now' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(out).toBeFocused();
  await out.click();
  await dialog.getByRole('button', { name: 'Sign out and keep them here' }).click();
  await expect(page).toHaveURL('/sign-in');

  await page.getByRole('link', { name: 'Sign up' }).click();
  await fillSignUp(page, `other-${email}`);
  await expect(page.getByText('Nothing to do yet')).toBeVisible();
  await signOut(page);
  await signIn(page, email);
  await expect(titlesOn(page)).toHaveText(['Another secret', 'One secret']);
  await page.getByRole('button', { name: 'Edit One secret' }).click();
  await page.keyboard.type('First secret');
  await page.keyboard.press('Enter');
  const made = await hold(page, '/api/trpc/tasks.create**');
  const renamed = await hold(page, '/api/trpc/tasks.update**');
  await out.click();
  await expect(dialog).toContainText('3 changes');
  await expect(dialog.getByRole('button', { name: 'Try now' })).toBeFocused();
  await page.keyboard.press('Enter');
  made.release();
  await expect(dialog).toContainText('1 change has not reached');
  await expect(dialog.getByRole('button', { name: 'Stay signed in' })).toBeFocused();
  renamed.release();
  // It is tried again every 15 seconds at the latest.
  await expect(page).toHaveURL('/sign-in', { timeout: 45_000 });
  await expect(program('GET')).resolves.toHaveLength(2);
});

test('what was not sent can be discarded', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Sent');
  await page.context().route('/api/trpc/tasks.*', loseWrite);
  await typeTasks(page, 'Not sent');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await dialogOn(page).getByRole('button', { name: 'Discard them and sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.context().unroute('/api/trpc/tasks.*', loseWrite);
  await signIn(page, email);
  await expect(titlesOn(page)).toHaveText(['Sent']);
});

test('so is what another tab notes of it before it hears that its person has left', async ({
  page,
  email,
  context,
}) => {
  await page.addInitScript(keepWaiting);
  await signUp(page, email);
  const other = await context.newPage();
  await other.addInitScript(hearLate);
  await other.goto('/tasks');
  const write = await hold(other, '/api/trpc/tasks.create**');
  // More than a title may have, so that the answer is one to be kept.
  await typeTasks(other, 'x'.repeat(1_000));
  await page.bringToFront();
  const told = await hold(page, '/api/auth/sign-out');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await dialogOn(page).getByRole('button', { name: 'Discard them and sign out' }).click();
  await expect.poll(() => other.evaluate(countKept)).toBe(0);
  write.release();
  await expect.poll(() => other.evaluate(countKept)).toBe(1);
  await other.evaluate(() => window.hear());
  await expect(other).toHaveURL('/sign-in');
  told.release();
  await expect(page).toHaveURL('/sign-in');
  await expect.poll(() => other.evaluate(countKept)).toBe(0);
});

test('without the server a person is signed out here, and the session ends when it is back', async ({
  page,
  email,
  context,
}) => {
  await signUp(page, email);
  await addTasks(page, 'A secret');
  const other = await context.newPage();
  await other.goto('/tasks');
  await expect(titlesOn(other)).toHaveText(['A secret']);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, other]) {
    await expect(tab.getByText('your session has not ended on the server')).toBeVisible();
    await expect(tab.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(tab.getByText('A secret')).toBeHidden();
  }
  await other.close();
  expect((await context.cookies()).some(({ httpOnly }) => httpOnly)).toBe(true);
  await context.setOffline(false);
  await expect(page).toHaveURL('/sign-in');
  expect(await context.cookies()).toEqual(ofNobody);

  await signIn(page, email);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('your session has not ended on the server')).toBeVisible();
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto('/');
  await expect(next.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  await expect.poll(() => context.cookies()).toEqual(ofNobody);
});

declare global {
  interface Window {
    /** Lets the page hear what other tabs have told. */
    hear: () => void;
  }
}

/** Runs in the page: what other tabs tell comes late. */
function hearLate(): void {
  const heard = new Promise<void>((resolve) => (window.hear = resolve));
  const { addEventListener } = BroadcastChannel.prototype;
  Object.assign(BroadcastChannel.prototype, {
    addEventListener(this: BroadcastChannel, type: string, listener: (event: Event) => void) {
      addEventListener.call(this, type, (event) => void heard.then(() => listener(event)));
    },
  });
}

/** Runs in the page: no request is given up, however long it is held. */
function keepWaiting(): void {
  AbortSignal.timeout = () => new AbortController().signal;
}

/** Runs in the page: how many changes this browser keeps that were not sent. */
function countKept(): number {
  return Object.keys(localStorage).filter((key) => key.startsWith('tandem.outbox.')).length;
}

async function loseWrite(route: Route): Promise<void> {
  if (route.request().method() === 'POST') await route.abort();
  else await route.fallback();
}

function dialogOn(page: Page) {
  return page.getByRole('dialog', { name: 'Sign out before all is sent?' });
}
