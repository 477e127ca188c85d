import { type BrowserContext, expect, type Page } from '@playwright/test';
import {
  addTasks,
  fillSignUp,
  password,
  programOf,
  signIn,
  signOut,
  signUp,
  test,
  titlesOn,
  typeTasks,
} from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('signing out in one tab signs out all tabs of that person, and leaves nothing of them', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'A secret');
  await page.getByLabel('New task').fill('Half a secret');
  const copy = await duplicate(page);
  await expect(copy.getByRole('checkbox', { name: 'A secret' })).toBeVisible();
  await expect(copy.getByLabel('New task')).toHaveValue('Half a secret');
  await copy.getByRole('link', { name: 'Settings' }).click();
  await expect(copy.getByText('this device')).toBeVisible();
  const settings = await page.context().newPage();
  await settings.goto('/settings');
  await expect(settings.getByText('this device')).toBeVisible();

  const late = await page.context().newPage();
  const token = await holdAnswer(late, '/api/auth/token');
  await late.goto('/tasks');
  await token.arrived;

  await page.bringToFront();
  await signOut(page);
  token.release();
  for (const tab of [copy, settings, late]) await expect(tab).toHaveURL('/sign-in');
  await copy.goBack();
  await expect(copy).toHaveURL('/sign-in');

  await copy.getByRole('link', { name: 'Sign up' }).click();
  await fillSignUp(copy, `other-${email}`);
  for (const tab of [page, settings, late]) {
    await expect(tab).toHaveURL('/tasks');
    await expect(tab.getByText(`other-${email}`)).toBeVisible();
  }
  for (const tab of [page, copy, settings, late]) {
    expect(await keptOn(tab)).not.toContain('secret');
    expect(await tab.content()).not.toContain('secret');
  }
});

test('who signs in beside the tabs of somebody else takes them over', async ({ page, email }) => {
  const other = await page.context().newPage();
  await other.goto('/sign-up');
  await signUp(page, email);
  await addTasks(page, 'A secret');
  await fillSignUp(other, `other-${email}`);
  await expect(page.getByText(`other-${email}`)).toBeVisible();
  await expect(page.getByText('Nothing to do yet')).toBeVisible();
  expect(await page.content()).not.toContain('secret');
});

test('a page that the browser has kept is read anew when it is shown again', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'A secret');
  // In no tab, so that none tells of it.
  const data = { name: 'Other', email: `other-${email}`, password };
  const headers = { origin: new URL(page.url()).origin };
  await page.context().request.post('/api/auth/sign-up/email', { data, headers });
  await expect(page.getByRole('checkbox', { name: 'A secret' })).toBeVisible();
  await page.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
  );
  await expect(page.getByRole('checkbox', { name: 'A secret' })).toBeHidden();
  await page.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
  );
  await expect(page.getByText(`other-${email}`)).toBeVisible();
  expect(await keptOn(page)).not.toContain('secret');
});

test('a page that asks to sign in again goes on when that is done in another tab', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'A secret');
  const program = await programOf(page, email);
  await page.getByLabel('New task').fill('Half a secret');
  await endSession(page.context());
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  const other = await page.context().newPage();
  await signIn(other, email);
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('New task')).toHaveValue('Half a secret');
  await page.getByLabel('New task').press('Enter');
  await expect.poll(async () => (await program('GET')).length).toBe(2);

  await endSession(page.context());
  await expect(dialog).toBeVisible();
  await expect(other.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
  const third = await page.context().newPage();
  await signUp(third, `other-${email}`);
  for (const tab of [page, other]) {
    await expect(tab.getByText(`other-${email}`)).toBeVisible();
    await expect(tab.getByText('Nothing to do yet')).toBeVisible();
    expect(await keptOn(tab)).not.toContain('secret');
  }
});

test('signing out of a session that has ended does so in all its tabs', async ({ page, email }) => {
  await signUp(page, email);
  const other = await page.context().newPage();
  const follows = other.waitForResponse('/api/trpc/tasks.onChange**');
  await other.goto('/tasks');
  await follows;
  await endSession(page.context());
  const dialog = other.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, other]) await expect(tab).toHaveURL('/sign-in');
});

test('what a tab had not sent when it was closed, one that is open takes up soon', async ({
  page,
  email,
  context,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const others = [await openEmpty(context), await openEmpty(context)];
  const writing = '/api/trpc/tasks.create**';
  await context.route(writing, (route) => route.abort());
  await typeTasks(page, 'Typed in the tab that was closed');
  await page.close();
  const shown = () => Promise.all(others.map((tab) => titlesOn(tab).allInnerTexts()));
  await expect
    .poll(async () => (await shown()).flat())
    .toEqual(['Typed in the tab that was closed']);
  expect(await program('GET')).toEqual([]);
  await context.unroute(writing);
  for (const tab of others) await expect(titlesOn(tab)).toHaveCount(1);
  await expect.poll(async () => (await program('GET')).length).toBe(1);
});

test('what a tab had not sent when it was loaded anew stays in it, though another is open', async ({
  page,
  email,
  context,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const other = await openEmpty(context);
  const writing = '/api/trpc/tasks.create**';
  await context.route(writing, (route) => route.abort());
  await typeTasks(page, 'Typed before');
  await page.reload();
  await expect(titlesOn(page)).toHaveText(['Typed before']);
  // The other looks for what was left after five seconds.
  await other.waitForTimeout(6_000);
  await expect(titlesOn(page)).toHaveCount(1);
  await expect(titlesOn(other)).toHaveCount(0);
  await context.unroute(writing);
  for (const tab of [page, other]) await expect(titlesOn(tab)).toHaveCount(1);
  expect(await program('GET')).toHaveLength(1);
});

/** A tab that shows a list without tasks. */
async function openEmpty(context: BrowserContext): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto('/tasks');
  await expect(tab.getByText('Nothing to do yet')).toBeVisible();
  return tab;
}

/** A tab that begins with a copy of what this one keeps. */
async function duplicate(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.evaluate(() => void window.open('/tasks'));
  return opened;
}

/** Holds the first answer from a path, which the server has given already, until it is released. */
async function holdAnswer(page: Page, path: string) {
  let release!: () => void;
  let arrive!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(
    path,
    async (route) => {
      const response = await route.fetch();
      arrive();
      await released;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  return { arrived, release };
}

/** All that scripts can read of what the browser keeps. */
function keptOn(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
}

async function endSession({ request }: BrowserContext): Promise<void> {
  const origin = process.env.E2E_URL!;
  await request.post('/api/auth/sign-out', { headers: { origin }, data: {} });
}
