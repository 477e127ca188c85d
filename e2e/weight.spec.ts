import { type Browser, type BrowserContextOptions, expect } from '@playwright/test';
import { signUp, test } from './test';

// Many pages load at once here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

/** What the scripts of the tasks may weigh as they are sent, in bytes: those that the page names, and all before anybody stirs. */
const BUDGET = { named: 190_000, sent: 200_000 };
/** For so long, in milliseconds, nothing more has come when all is there. */
const QUIET = 1_000;

interface Weight {
  scripts: number;
  /** Bytes of those that the page names, as they are sent: the others come after the first paint. */
  named: number;
  /** Bytes as they are sent, compressed. */
  sent: number;
  /** Bytes as they are run. */
  run: number;
}

test('the tasks load at most 190 kB of scripts at first, and 200 kB by themselves', async ({
  browser,
  page,
  email,
}) => {
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
  const { named = 0, sent = 0 } = weights['/tasks'] ?? {};
  expect(named).toBeGreaterThan(100_000);
  expect(named).toBeLessThanOrEqual(BUDGET.named);
  expect(sent).toBeLessThanOrEqual(BUDGET.sent);
});

/** Loads a page for the first time and weighs all scripts that come, those for the next pages included. */
async function weigh(
  browser: Browser,
  path: string,
  options?: BrowserContextOptions,
): Promise<[string, Weight]> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const document = await page.goto(path);
  const html = (await document?.text()) ?? '';
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  let weight = await page.evaluate(addUpScripts, html);
  for (let before = 0; weight.scripts > before;) {
    before = weight.scripts;
    await page.waitForTimeout(QUIET);
    weight = await page.evaluate(addUpScripts, html);
  }
  await context.close();
  return [path, weight];
}

function addUpScripts(html: string): Weight {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const weight = { scripts: 0, named: 0, sent: 0, run: 0 };
  for (const { name, encodedBodySize, decodedBodySize } of entries) {
    const { pathname } = new URL(name);
    if (!pathname.endsWith('.js')) continue;
    if (html.includes(pathname)) weight.named += encodedBodySize;
    weight.scripts += 1;
    weight.sent += encodedBodySize;
    weight.run += decodedBodySize;
  }
  return weight;
}
