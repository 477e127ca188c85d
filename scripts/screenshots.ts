import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { type Browser, type BrowserContextOptions, chromium } from '@playwright/test';
import type { Task } from '@/contract/tasks';
import { createDataDirectory, start, stop } from '../e2e/server';
import { type Elsewhere, forMembers, forStrangers, type Picture } from './pictures';
import { sampleTasks } from './sample-tasks';

/** Takes pictures of the pages, in both themes and on a large and a small screen, into `docs/screenshots`. */
const DIRECTORY = 'docs/screenshots';
const account = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };

const THEMES = ['light', 'dark'] as const;
const SCREENS: Record<'wide' | 'phone', BrowserContextOptions> = {
  wide: { viewport: { width: 1280, height: 860 } },
  phone: {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
};

interface Photographer {
  browser: Browser;
  colorScheme: (typeof THEMES)[number];
  screen: keyof typeof SCREENS;
  elsewhere: Elsewhere;
}

await once(spawn('node', ['scripts/build-if-needed.mjs'], { stdio: 'inherit' }), 'exit');
const [dataDirectory, removeData] = await createDataDirectory();
const tandem = await start({ DATA_DIR: dataDirectory });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const elsewhere = await fill();
  await rm(DIRECTORY, { recursive: true, force: true });
  await mkdir(DIRECTORY, { recursive: true });
  for (const colorScheme of THEMES) {
    for (const screen of ['wide', 'phone'] as const) {
      await takeAll({ browser, colorScheme, screen, elsewhere });
    }
  }
  await writeFile('docs/screenshots.md', describe([...forStrangers, ...forMembers]));
} finally {
  await browser.close();
  await stop(tandem);
  await removeData();
}

/** Makes an account with the tasks that the pictures show. */
async function fill(): Promise<Elsewhere> {
  const { token, user } = (await send('POST', '/api/auth/sign-up/email', account)) as {
    token: string;
    user: { id: string };
  };
  const elsewhere: Elsewhere = (method, path, body) =>
    send(method, `/api/${user.id}/tasks${path}`, body, token);
  const operations = sampleTasks(new Date()).toReversed();
  const { changes } = (await elsewhere('POST', '/bulk', { operations })) as {
    changes: { task: Task }[];
  };
  const gone = changes.slice(0, 2).map(({ task }) => ({ op: 'delete', id: task.id }));
  await elsewhere('POST', '/bulk', { operations: gone });
  return elsewhere;
}

async function send(method: string, path: string, body?: object, token?: string): Promise<unknown> {
  const response = await fetch(tandem.url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: tandem.url,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${path}: ${await response.text()}`);
  return response.json();
}

async function takeAll(photographer: Photographer): Promise<void> {
  const { colorScheme, screen } = photographer;
  const options = { ...SCREENS[screen], baseURL: tandem.url, colorScheme };
  const stranger = await photographer.browser.newContext(options);
  for (const picture of forStrangers) await take(picture, photographer, options);
  const page = await stranger.newPage();
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('/tasks');
  const storageState = await stranger.storageState();
  await stranger.close();
  for (const picture of forMembers) await take(picture, photographer, { ...options, storageState });
}

/** In a browser of its own, so that no picture shows what another has left. */
async function take(
  { name, path, prepare }: Picture,
  { browser: from, colorScheme, screen, elsewhere }: Photographer,
  options: BrowserContextOptions,
): Promise<void> {
  const context = await from.newContext({ ...options, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  const undo = await prepare?.(page, elsewhere);
  await page.evaluate(() => Promise.allSettled([...document.fonts].map((font) => font.load())));
  await page.screenshot({ path: `${DIRECTORY}/${name}-${screen}-${colorScheme}.png` });
  await context.close();
  await undo?.();
}

function describe(pictures: Picture[]): string {
  const introduction = `# Pictures

Written by \`npm run screenshots\`: every page in both themes, on a large screen and a small one.
`;
  return [introduction, ...pictures.map(section)].join('\n');
}

function section({ name, title }: Picture): string {
  const images = (['wide', 'phone'] as const).flatMap((screen) =>
    THEMES.map((theme) => {
      const words = `${screen === 'wide' ? 'On a large screen' : 'On a phone'}, ${theme}`;
      const width = screen === 'wide' ? '48%' : '24%';
      return `  <img alt="${words}" width="${width}" src="screenshots/${name}-${screen}-${theme}.png">\n`;
    }),
  );
  return `## ${title}\n\n<p>\n${images.join('')}</p>\n`;
}
