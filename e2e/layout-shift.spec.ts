import { expect } from '@playwright/test';
import { hold, programOf, signUp, test, titlesOn } from './test';

interface LayoutShift extends PerformanceEntry {
  sources: { node: Node | null }[];
}

// With scroll bars that take room, as on most computers.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] }),
});

for (const width of [360, 1280]) {
  test.describe(`on a screen of ${width} pixels`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('nothing moves while 50 tasks load', async ({ page, email }) => {
      await signUp(page, email);
      const program = await programOf(page, email);
      const operations = Array.from({ length: 50 }, (_, n) => ({
        op: 'create',
        title: `No. ${n}`,
      }));
      await program('POST', '/bulk', { operations });
      const token = await hold(page, '/api/auth/token');
      const tasks = await hold(page, '/api/trpc/**');
      await page.goto('/tasks');
      await page.evaluate(paint);
      token.release();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.evaluate(paint);
      tasks.release();
      await expect(titlesOn(page).first()).toBeVisible();
      await page.evaluate(paint);
      expect(await page.evaluate(findMoved)).toEqual([]);
    });

    test('nothing moves while the form to sign in loads', async ({ page }) => {
      await page.goto('/sign-in', { waitUntil: 'networkidle' });
      await page.evaluate(paint);
      expect(await page.evaluate(findMoved)).toEqual([]);
    });
  });
}

/** Waits until what is there is on the screen. */
async function paint(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}

/** What moved since the page began to load. */
async function findMoved(): Promise<string[]> {
  const shifts = await new Promise<LayoutShift[]>((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(list.getEntries() as LayoutShift[]));
    observer.observe({ type: 'layout-shift', buffered: true });
    // It is not told when there are none.
    setTimeout(resolve, 1_000, []);
  });
  return shifts
    .flatMap(({ sources }) => sources)
    .map(({ node }) => (node instanceof Element ? node.outerHTML : `${node?.textContent}`));
}
