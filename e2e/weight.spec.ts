import { type Browser, type BrowserContextOptions, expect } from '@playwright/test';
import { signUp, test } from './test';

// Many pages load at once here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

/** What the scripts of the tasks may weigh as they are sent, in bytes. */
const BUDGET = 200_000;
/** For so long, in milliseconds, nothing more has come when all is there. */
const QUIET = 1_000;

interface Weight {
  scripts: number;
  /** Bytes as they are sent, compressed. */
  sent: number;
  /** Bytes as they are run. */
  run: number;
}

test('the tasks load at most 200 kB of scripts at first', async ({ browser, page, email }) => {
  await signUp(page, email);
  const signedIn = { storageState: await page.context().storageState() };
  const weights = Object.fromEntries(
    await Promise.all([
      ...['/', '/sign-up', '/sign-in', '/nowhere'].map((path) => weigh(browser, path)),
      ...['/tasks', '/deleted', '/settings', '/developers'].map((path) =>
        weigh(browser, path, signedIn),
      ),
    ]),
  );
  console.table(weights);
  expect(weights['/tasks']?.sent).toBeGreaterThan(0);
  expect(weights['/tasks']?.sent).toBeLessThanOrEqual(BUDGET);
});

/** Loads a page for the first time and weighs all scripts that come, those for the next pages included. */
async function weigh(
  browser: Browser,
  path: string,
  options?: BrowserContextOptions,
): Promise<[string, Weight]> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  let weight = await page.evaluate(addUpScripts);
  for (let before = 0; weight.scripts > before;) {
    before = weight.scripts;
    await page.waitForTimeout(QUIET);
    weight = await page.evaluate(addUpScripts);
  }
  await context.close();
  return [path, weight];
}

function addUpScripts(): Weight {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const weight = { scripts: 0, sent: 0, run: 0 };
  for (const { name, encodedBodySize, decodedBodySize } of entries) {
    if (!name.split('?')[0]?.endsWith('.js')) continue;
    weight.scripts += 1;
    weight.sent += encodedBodySize;
    weight.run += decodedBodySize;
  }
  return weight;
}
