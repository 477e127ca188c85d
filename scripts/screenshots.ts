import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Task } from '@/contract/tasks';
import { createDataDirectory, start, stop } from '../e2e/server';
import { sampleTasks } from './sample-tasks';

/** Takes pictures of the pages, in both themes and on a large and a small screen, into `docs/screenshots/`. */
const DIRECTORY = 'docs/screenshots';
const SCREENS = { wide: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };
const account = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };

/** A picture by its name: the page, and what is done there first. */
const STRANGERS: Record<string, string> = { home: '/', 'sign-in': '/sign-in' };
const PICTURES: Record<string, [path: string, prepare?: (page: Page) => Promise<void>]> = {
  tasks: ['/tasks'],
  edit: ['/tasks', (page) => page.getByRole('button', { name: /^Edit Send/ }).click()],
  select: ['/tasks', select],
  palette: ['/tasks', openPalette],
  deleted: ['/deleted'],
  settings: ['/settings'],
  developers: ['/developers'],
};

await once(spawn('node', ['scripts/build-if-needed.mjs'], { stdio: 'inherit' }), 'exit');
const [dataDirectory, removeData] = await createDataDirectory();
const tandem = await start({ DATA_DIR: dataDirectory });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await fill(tandem.url);
  await rm(DIRECTORY, { recursive: true, force: true });
  await mkdir(DIRECTORY, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const screen of ['wide', 'phone'] as const) await takeAll(browser, colorScheme, screen);
  }
} finally {
  await browser.close();
  await stop(tandem);
  await removeData();
}

async function select(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page
    .getByRole('checkbox', { name: /^Select (Call|Buy)/ })
    .first()
    .check();
  await page.getByRole('checkbox', { name: /^Select Book/ }).check();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('in');
}

/** Makes an account with the tasks that the pictures show. */
async function fill(url: string): Promise<void> {
  const { token, user } = (await post(`${url}/api/auth/sign-up/email`, account)) as {
    token: string;
    user: { id: string };
  };
  const operations = sampleTasks(new Date()).toReversed();
  const bulk = `${url}/api/${user.id}/tasks/bulk`;
  const { changes } = (await post(bulk, { operations }, token)) as { changes: { task: Task }[] };
  const gone = changes.slice(0, 2).map(({ task }) => ({ op: 'delete', id: task.id }));
  await post(bulk, { operations: gone }, token);
}

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: tandem.url,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} ${url}: ${await response.text()}`);
  return response.json();
}

async function takeAll(
  from: Browser,
  colorScheme: 'light' | 'dark',
  screen: keyof typeof SCREENS,
): Promise<void> {
  const context = await from.newContext({
    baseURL: tandem.url,
    colorScheme,
    viewport: SCREENS[screen],
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const take = async (name: string) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${DIRECTORY}/${name}-${screen}-${colorScheme}.png` });
  };
  for (const [name, path] of Object.entries(STRANGERS)) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await take(name);
  }
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('/tasks');
  for (const [name, [path, prepare]] of Object.entries(PICTURES)) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
    await prepare?.(page);
    await take(name);
  }
  await context.close();
}
