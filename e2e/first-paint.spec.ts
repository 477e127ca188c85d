import { type BrowserContext, expect, type Page } from '@playwright/test';
import { signUpWith } from './sign-up-with';
import { addTasks, programOf, signUp, test, titlesOn } from './test';

const DAY_MS = 86_400_000;
/** Where it is another day than in UTC, at any time. */
const FAR = ['Pacific/Kiritimati', 'Etc/GMT+12'].find((zone) => dayOf(zone) !== dayOf('UTC'))!;

test('the HTML holds the tasks of whoever asks, as its URL filters them, and no token', async ({
  page,
  email,
  browser,
}) => {
  await signUp(page, email);
  await addTasks(page, 'Buy milk', 'Call Sam');
  await page.getByRole('checkbox', { name: 'Call Sam' }).check();
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
  const other = await browser.newPage();
  await signUp(other, `other-${email}`);
  await addTasks(other, 'Of the other');

  const answer = await page.request.get('/tasks');
  expect(answer.headers()['cache-control']).toContain('no-store');
  const html = await answer.text();
  expect(titlesIn(html)).toEqual(['Buy milk', 'Call Sam']);
  expect(html).toContain(email);
  expect(titlesIn(await htmlOf(page, '/tasks?status=pending'))).toEqual(['Buy milk']);
  expect(titlesIn(await htmlOf(page, '/tasks?search=sam'))).toEqual(['Call Sam']);
  const others = await htmlOf(other, '/tasks');
  expect(titlesIn(others)).toEqual(['Of the other']);
  expect(others).not.toMatch(/Buy milk|Call Sam/);

  const [cookie] = (await page.context().cookies()).filter(({ httpOnly }) => httpOnly);
  const [secret = ''] = decodeURIComponent(cookie!.value).split('.');
  for (const path of ['/tasks', '/settings', '/developers']) {
    const own = await htmlOf(page, path);
    expect(own).toContain(email);
    expect(own).not.toContain('Loading …');
    expect(own).not.toMatch(/eyJ[\w-]+\./);
    expect(own).not.toContain(secret);
  }
  await other.close();
});

test('the page begins with the tasks of its HTML, and follows them from there on', async ({
  page,
  email,
}) => {
  const [program, [, goes, changes]] = await signUpWith(page, email, 'Changes', 'Goes', 'Stays');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.route('/tasks', async (route) => {
    const response = await route.fetch();
    await program('DELETE', `/${goes?.id}`);
    await program('PUT', `/${changes?.id}`, { title: 'Changed' });
    await program('POST', '', { title: 'New' });
    await route.fulfill({ response });
  });
  await page.goto('/tasks');
  await expect(titlesOn(page)).toHaveText(['New', 'Stays', 'Changed']);
  expect(asked).toContain('/api/trpc/tasks.onChange');
  expect(asked).not.toContain('/api/trpc/tasks.changes');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the tasks can be read', async ({ page, email, browser }) => {
    const own = await browser.newPage({ javaScriptEnabled: true });
    await signUp(own, email);
    await addTasks(own, 'Buy milk', 'Call Sam');
    await page.context().addCookies(await own.context().cookies());
    await page.goto('/tasks');
    await expect(titlesOn(page)).toHaveText(['Call Sam', 'Buy milk']);
    await expect(page.getByLabel('New task')).toBeDisabled();
    await expect(page.getByLabel('New task'), 'and looks so').toHaveCSS('opacity', '0.5');
    await own.close();
  });
});

test.describe('on another day than in UTC', () => {
  test.use({ timezoneId: FAR });

  test('tasks are in their groups from the first frame on, once the browser has said where it is', async ({
    page,
    email,
  }) => {
    await signUp(page, email);
    const program = await programOf(page, email);
    const there = Date.parse(dayOf(FAR));
    for (const [title, days] of Object.entries({ Tomorrow: 1, Today: 0, Yesterday: -1 })) {
      const due = new Date(there + days * DAY_MS).toISOString().slice(0, 10);
      await program('POST', '', { title, due_date: due });
    }
    const groups = ['Overdue', 'Today', 'Later'];
    expect(groupsIn(await htmlOf(page, '/tasks'))).toEqual(groups);
    await forgetTimeZone(page.context());
    expect(groupsIn(await htmlOf(page, '/tasks'))).not.toEqual(groups);
    await page.goto('/tasks');
    for (const name of groups) {
      const shown = page.getByRole('region', { name }).getByRole('checkbox');
      await expect(shown).toHaveCount(1);
      await expect(shown).toHaveAccessibleName(
        { Overdue: 'Yesterday', Later: 'Tomorrow' }[name] ?? name,
      );
    }
  });
});

test('more tasks than a page should hold come after it', async ({ page, email }) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const operations = Array.from({ length: 100 }, (_, n) => ({ op: 'create', title: `No. ${n}` }));
  for (let round = 0; round < 50; round += 1) await program('POST', '/bulk', { operations });
  expect(await htmlOf(page, '/tasks')).toContain('No. 99');
  await program('POST', '', { title: 'One more' });
  expect(await htmlOf(page, '/tasks')).not.toMatch(/No. 99|One more/);
  await page.goto('/tasks');
  await expect(titlesOn(page).first()).toHaveText('One more');
  await expect(page.getByText('5,001 to do, 0 done')).toBeVisible();
});

async function htmlOf(page: Page, path: string): Promise<string> {
  return (await page.request.get(path)).text();
}

function titlesIn(html: string): string[] {
  return [...html.matchAll(/class="task-title[^>]*>([^<]*)</g)].map(([, title = '']) => title);
}

function groupsIn(html: string): string[] {
  return [...html.matchAll(/<h2 id="group-(\w+)"/g)].map(([, name = '']) => name);
}

async function forgetTimeZone(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: 'tandem-time-zone' });
}

function dayOf(timeZone: string): string {
  return new Date().toLocaleDateString('sv', { timeZone });
}
