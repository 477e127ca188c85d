import type { Browser, CDPSession, Page } from '@playwright/test';
import { programOf, signUp } from '../../e2e/test';
import type { Tandem } from '../../e2e/server';

interface OpenOptions {
  tasks: number;
  /** How many times slower than it is the processor can be made. */
  throttle: number;
}

/** A page whose processor is as fast as that of the machine, or slowed down. */
export interface TasksPage {
  page: Page;
  slowDown: () => Promise<void>;
  speedUp: () => Promise<void>;
}

const VIEWPORT = { width: 1280, height: 800 };
/** More than the bars of a browser's window take of its height, in pixels. */
const BARS = 200;
const BULK = 100;
const DAY_MS = 86_400_000;

let people = 0;

/** The page of a new person with so many tasks of all kinds, at rest. */
export async function openTasks(
  browser: Browser,
  { url }: Tandem,
  { tasks, throttle }: OpenOptions,
): Promise<TasksPage> {
  const context = await browser.newContext({ baseURL: url, viewport: VIEWPORT });
  const page = await context.newPage();
  const email = `bench-${(people += 1)}@example.com`;
  await signUp(page, email);
  const program = await programOf(page, email);
  for (let first = 0; first < tasks; first += BULK) {
    const operations = Array.from({ length: BULK }, (_, n) => operationOf(first + n));
    await program('POST', '/bulk', { operations });
  }
  await page.goto('/tasks');
  await page.locator('.task').first().waitFor();
  const devtools = await context.newCDPSession(page);
  await showAll(devtools);
  await page.waitForTimeout(3_000);
  return { page, slowDown: () => setRate(throttle), speedUp: () => setRate(1) };

  async function setRate(rate: number): Promise<void> {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
  }
}

/** The window is as high as the page should be, bars included: what is below is never painted, and its changes seem to take until something above changes. */
async function showAll(devtools: CDPSession): Promise<void> {
  const { windowId } = await devtools.send('Browser.getWindowForTarget');
  const bounds = { width: VIEWPORT.width, height: VIEWPORT.height + BARS };
  await devtools.send('Browser.setWindowBounds', { windowId, bounds });
}

/** Of 20 tasks four are done, four more overdue, one due today; some have notes and tags. */
function operationOf(n: number): object {
  const kind = n % 20;
  const day = kind < 8 ? -1 - (n % 90) : kind === 8 ? 0 : 1 + (n % 90);
  return {
    op: 'create',
    title: `No. ${n}: ${['buy milk', 'call Sam', 'mow the lawn', 'write to the council'][n % 4]}`,
    completed: kind < 4,
    due_date: n % 2 === 0 || kind === 8 ? dayAt(day) : null,
    description: n % 3 === 0 ? 'Two litres, and something for the cat' : null,
    priority: ['none', 'low', 'medium', 'high'][n % 4],
    tags: n % 5 === 0 ? ['home', `tag-${n % 30}`] : [],
  };
}

function dayAt(distance: number): string {
  return new Date(Date.now() + distance * DAY_MS).toISOString().slice(0, 10);
}
