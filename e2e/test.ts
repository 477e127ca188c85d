import {
  test as base,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import type { Task } from '@/contract/tasks';

export const password = 'correct horse battery';

interface Fixtures {
  /** What the browser may complain of, because the test provokes it. */
  provoked: RegExp | undefined;
  /** An e-mail that nobody has used. */
  email: string;
  /** Holds every page to what is true of the whole site. */
  watch: (context: BrowserContext) => Promise<void>;
  /** Opens another browser, which knows nothing of the first. */
  openBrowser: (options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  provoked: [undefined, { option: true }],

  email: async ({ browserName }, use, { testId, retry }) =>
    use(`${browserName}-${testId}-${retry}@example.com`),

  watch: [
    async ({ context, baseURL, provoked }, use) => {
      const complaints: string[] = [];
      const foreign: string[] = [];
      const withoutToken: string[] = [];
      await watch(context);
      await use(watch);
      expect(complaints, 'complaints in the console').toEqual([]);
      expect(foreign, 'requests to other origins').toEqual([]);
      expect(withoutToken, 'calls of the API without a token').toEqual([]);

      async function watch(watched: BrowserContext): Promise<void> {
        await watched.addInitScript(tellViolations);
        watched.on('weberror', (error) => complaints.push(error.error().message));
        watched.on('console', (message) => {
          if (!['error', 'warning'].includes(message.type())) return;
          if (!provoked?.test(message.text())) complaints.push(message.text());
        });
        watched.on('request', (request) => {
          const { origin, pathname } = new URL(request.url());
          if (origin !== baseURL) foreign.push(request.url());
          // What a person follows a link to is no call of the app.
          const isCall = pathname.startsWith('/api/') && !request.isNavigationRequest();
          const { authorization } = request.headers();
          if (
            isCall &&
            !pathname.startsWith('/api/auth/') &&
            pathname !== '/api/openapi.json' &&
            !authorization?.startsWith('Bearer ey')
          )
            withoutToken.push(pathname);
        });
      }
    },
    { auto: true },
  ],

  openBrowser: async ({ browser, baseURL, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL: baseURL!, ...options });
      contexts.push(context);
      await watch(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/** Runs in the page: what its policy refuses is an error in the console, whether or not the browser says so there. */
function tellViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    console.error(`refused: ${effectiveDirective} ${blockedURI}`),
  );
}

/** Makes an account in the browser and ends on its empty list. */
export async function signUp(page: Page, email: string): Promise<void> {
  await page.goto('/sign-up');
  await fillSignUp(page, email);
}

/** The same from a page that shows the form already. */
export async function fillSignUp(page: Page, email: string): Promise<void> {
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
}

/** Signs in with the form, and ends on the list. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
}

/** Signs out where nothing is left to be sent. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
}

/** Adds tasks by typing each and pressing Enter, and waits until they are saved. */
export async function addTasks(page: Page, ...titles: string[]): Promise<void> {
  await typeTasks(page, ...titles);
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
}

/** The same without waiting. */
export async function typeTasks(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    await page.getByLabel('New task').fill(title);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('checkbox', { name: title, exact: true })).toBeVisible();
  }
}

/** Has a page that waits try at once; it does so by itself too, perhaps before anybody could click. */
export async function tryNow(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
}

/** Pastes lines into what has the focus. */
export async function pasteLines(page: Page, lines: string[]): Promise<void> {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(paste);
  }, lines.join('\r\n'));
}

/** What the list of tasks says to those who do not see it. */
export function newsOn(page: Page): Locator {
  return page
    .getByRole('region', { name: 'Your tasks', exact: true })
    .locator('output.sr-only')
    .first();
}

/** The tasks that are shown, from the top. */
export function titlesOn(page: Page): Locator {
  return page.locator('.task-title');
}

/** Signs in beside the browser, as a program would, and gives the way to ask for these tasks over REST. */
export async function programOf(page: Page, email: string, userAgent = 'node') {
  const { origin } = new URL(page.url());
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, 'user-agent': userAgent },
    body: JSON.stringify({ email, password }),
  });
  const { token, user } = (await response.json()) as { token: string; user: { id: string } };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  return async (method: string, path = '', body?: object): Promise<Task[]> => {
    const answer = await fetch(`${origin}/api/${user.id}/tasks${path}`, {
      method,
      headers,
      body: JSON.stringify(body) ?? null,
    });
    expect(answer.ok, `${answer.status} ${method} ${path}`).toBe(true);
    return answer.status === 204 ? [] : [await answer.json()].flat();
  };
}

/** Goes from the tasks to the settings and waits for the list of devices. */
export async function openSettings(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByText('this device')).toBeVisible();
  return page.getByRole('region', { name: 'Devices' }).getByRole('listitem');
}

/** Presses Tab until it has the focus. */
export async function tabTo(target: Locator): Promise<void> {
  await expect(async () => {
    await target.page().keyboard.press('Tab');
    await expect(target).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
}

/** Holds the requests for a path until the answer is called; gives how many came so far. */
export async function hold(page: Page, path: string) {
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  let count = 0;
  await page.route(path, async (route) => {
    count += 1;
    await released;
    await route.continue();
  });
  return { release, count: () => count };
}

/** How many pixels wide the page is, what must be scrolled to included. */
export function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
