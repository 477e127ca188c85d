import { expect } from '@playwright/test';
import { addTasks, hold, programOf, signUp, test, titlesOn } from './test';

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
      const scripts = await hold(page, '**/*.js');
      const token = await hold(page, '/api/auth/token');
      const tasks = await hold(page, '/api/trpc/**');
      await page.goto('/tasks', { waitUntil: 'commit' });
      await expect(titlesOn(page).first()).toBeVisible();
      await page.evaluate(paint);
      scripts.release();
      await expect(page.getByLabel('New task')).toBeEnabled();
      await page.evaluate(paint);
      const follows = page.waitForResponse('/api/trpc/tasks.onChange**');
      token.release();
      tasks.release();
      await follows;
      await page.evaluate(paint);
      expect(await page.evaluate(findMoved)).toEqual([]);
    });

    test('nothing moves while tasks come after their page', async ({ page, email }) => {
      await signUp(page, email);
      await addTasks(page, 'One', 'Two');
      await page.goto('/settings');
      const tasks = await hold(page, '/api/trpc/tasks.changes**');
      await page.getByRole('link', { name: 'Tasks' }).click();
      await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
      await page.evaluate(paint);
      tasks.release();
      await expect(titlesOn(page).first()).toBeVisible();
      await page.evaluate(paint);
      expect(await page.evaluate(findMoved)).toEqual([]);
    });

    test('nothing moves while deleted tasks load', async ({ page, email }) => {
      await signUp(page, email);
      const program = await programOf(page, email);
      for (let count = 0; count < 4; count += 1) {
        const [task] = await program('POST', '', { title: `No. ${count}` });
        await program('DELETE', `/${task?.id}`);
      }
      const tasks = await hold(page, '/api/trpc/**');
      await page.goto('/deleted');
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
