import { expect, type Page, type Request } from '@playwright/test';
import { signUpWith } from './sign-up-with';
import { addTasks, programOf, signUp, test, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('what one page does shows on another', async ({ page, email }) => {
  await signUp(page, email);
  const other = await openOther(page);
  await addTasks(page, 'Buy milk', 'Call Sam');
  await expect(titlesOn(other)).toHaveText(['Call Sam', 'Buy milk']);

  await other.getByRole('checkbox', { name: 'Buy milk' }).check();
  await expect(page.getByRole('checkbox', { name: 'Buy milk' })).toBeChecked();
  await page.getByRole('button', { name: 'Edit Call Sam' }).click();
  await page.getByLabel('New title of Call Sam').fill('Call Samira');
  await page.keyboard.press('Enter');
  await expect(titlesOn(other)).toHaveText(['Call Samira', 'Buy milk']);
  await other.getByRole('button', { name: 'Delete Buy milk' }).click();
  await expect(titlesOn(page)).toHaveText(['Call Samira']);
  await other.getByRole('button', { name: 'Undo: bring back Buy milk' }).click();
  await expect(titlesOn(page)).toHaveText(['Call Samira', 'Buy milk']);
  await expect(page.getByText('1 to do, 1 done')).toBeVisible();
});

test('what a program does over REST shows', async ({ page, email }) => {
  const [program, [written]] = await signUpWith(page, email, 'Written on the page');
  await program('PUT', `/${written?.id}`, { title: 'Changed by a program', completed: true });
  await expect(page.getByRole('checkbox', { name: 'Changed by a program' })).toBeChecked();
  await program('POST', '', { title: 'Made by a program' });
  await program('DELETE', `/${written?.id}`);
  await expect(titlesOn(page)).toHaveText(['Made by a program']);
});

test('a hundred changes at once show all together', async ({ page, email }) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const titles = Array.from({ length: 100 }, (_, index) => `Task ${index}`);
  const operations = titles.map((title) => ({ op: 'create', title }));
  await program('POST', '/bulk', { operations });
  await expect(titlesOn(page)).toHaveText(titles.toReversed());
});

test('the list is right, if later, while the stream cannot begin', async ({ page, email }) => {
  let refused = 0;
  await page.route('/api/trpc/tasks.onChange**', async (route) => {
    refused += 1;
    await route.fulfill({ status: 503, json: {} });
  });
  await signUp(page, email);
  await addTasks(page, 'Before');
  await expect.poll(() => refused).toBeGreaterThan(1);
  const program = await programOf(page, email);
  await program('POST', '', { title: 'Meanwhile' });
  await expect(titlesOn(page)).toHaveText(['Meanwhile', 'Before']);
  await expect(page.getByText('Live updates are interrupted')).toBeVisible();
  await page.unroute('/api/trpc/tasks.onChange**');
  await expect(page.getByText('Live updates are interrupted')).toBeHidden();
  await program('POST', '', { title: 'After' });
  await expect(titlesOn(page)).toHaveText(['After', 'Meanwhile', 'Before']);
});

test('a page that nobody sees follows nothing, and goes on where it was when it is seen', async ({
  page,
  email,
}) => {
  const began = page.waitForRequest(isStream);
  await signUp(page, email);
  await addTasks(page, 'Stays', 'Goes');
  await began;
  const ended = page.waitForEvent('requestfailed', isStream);
  await setHidden(page, true);
  await ended;
  const program = await programOf(page, email);
  const [goes] = await program('GET');
  await program('DELETE', `/${goes?.id}`);
  await program('POST', '', { title: 'Made unseen' });
  const reads = countReads(page);
  await setHidden(page, false);
  await expect(titlesOn(page)).toHaveText(['Made unseen', 'Stays']);
  expect(reads()).toBe(0);
});

test('tasks are read anew when the server has forgotten where the page was', async ({
  page,
  email,
}) => {
  const [program, [goes]] = await signUpWith(page, email, 'Stays', 'Goes');
  const ended = page.waitForEvent('requestfailed', isStream);
  await setHidden(page, true);
  await ended;
  await program('DELETE', `/${goes?.id}`);
  const reads: string[] = [];
  await page.route(/tasks\.(onChange|changes)/, async (route) => {
    const url = new URL(route.request().url());
    const input = url.searchParams.get('input') ?? '';
    if (!isStream(route.request())) reads.push(input);
    if (reads.some((read) => !read.includes('since'))) return route.continue();
    url.searchParams.set('input', input.replace(/"since":"[^"]+"/, '"since":"forgotten"'));
    return route.continue({ url: url.href });
  });
  await setHidden(page, false);
  await expect(titlesOn(page)).toHaveText(['Stays']);
  expect(reads).toHaveLength(2);
  await program('POST', '', { title: 'After' });
  await expect(titlesOn(page)).toHaveText(['After', 'Stays']);
});

/** A second page of the same person, which follows already. */
async function openOther(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  const follows = other.waitForResponse('/api/trpc/tasks.onChange**');
  await other.goto('/tasks');
  await follows;
  return other;
}

function isStream(request: Request): boolean {
  return request.url().includes('/tasks.onChange');
}

/** How often the tasks have been read since. */
function countReads(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().includes('/tasks.changes')) count += 1;
  });
  return () => count;
}

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
