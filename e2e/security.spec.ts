import { expect, type Page } from '@playwright/test';
import { FULL } from '@/testing/full-task';
import { addTasks, fillSignUp, password, test, titlesOn } from './test';

const POLICY = /Content Security Policy|^refused:/;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    // What is missing is provoked here, and so is the failure of a page; a broken policy is not.
    test.use({ colorScheme, provoked: /^Failed to load resource|Minified React error/ });

    test('no page breaks its policy', async ({ page, email }) => {
      test.slow();
      for (const path of ['/', '/problems/validation', '/nowhere', '/problems/none', '/sign-in']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      }
      await page.getByRole('link', { name: 'Sign up' }).click();
      await fillSignUp(page, email);
      await addTasks(page, 'One', 'Two');

      await page.getByRole('button', { name: 'Edit One' }).click();
      await page.keyboard.type('Renamed');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Delete Renamed' }).click();
      const undo = page.getByRole('button', { name: 'Undo: bring back Renamed' });
      await expect(undo).toBeVisible();
      // Its place comes from the styles that the policy names by their digest.
      await expect(page.locator('[data-sonner-toaster]')).toHaveCSS('position', 'fixed');
      await undo.click();
      await expect(titlesOn(page)).toHaveText(['Two', 'Renamed']);

      await page.goto('/settings');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const follows = page.waitForResponse('/api/trpc/tasks.onChange**');
      await page.goto('/tasks');
      await expect(titlesOn(page)).toHaveText(['Two', 'Renamed']);
      await follows;

      await page.evaluate(() => fetch('/api/auth/sign-out', { method: 'POST' }));
      const dialog = page.getByRole('dialog', { name: 'Sign in again' });
      await dialog.getByLabel('Password').fill(password);
      await dialog.getByRole('button', { name: 'Sign in' }).click();
      await expect(dialog).toBeHidden();

      const task = { ...FULL, id: 1, version: 1, title: {} };
      const data = { changes: [{ type: 'upsert', task }], cursor: 'x', has_more: false };
      await page.route('/api/trpc/tasks.changes**', (route) =>
        route.fulfill({ json: [{ result: { data } }] }),
      );
      await page.goto('/settings');
      await page.getByRole('link', { name: 'Tasks' }).click();
      await expect(page.getByRole('heading', { name: 'This page broke' })).toBeVisible();
    });
  });
}

test.describe('what somebody slips into a page', () => {
  test.use({ provoked: POLICY });

  const slipped = [
    '<script>ran.push("inline")</script>',
    '<script nonce="">ran.push("an empty nonce")</script>',
    '<script nonce="AAAAAAAAAAAAAAAAAAAAAA==">ran.push("a guessed nonce")</script>',
    '<script src="data:text/javascript,ran.push(%22data%22)"></script>',
    '<script src="/slipped.js"></script>',
    '<img src="/icon.svg" onload="ran.push(\'a handler\')">',
    '<iframe srcdoc="<script>parent.ran.push(\'a frame\')</script>"></iframe>',
    '<svg><script>ran.push("svg")</script></svg>',
  ];

  for (const isGuarded of [true, false]) {
    const name = isGuarded ? 'does not run' : 'would run without the policy';
    test(name, async ({ page }) => {
      await page.addInitScript(() => Object.assign(window, { ran: [] }));
      await page.route('/slipped.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: 'ran.push("a file")' }),
      );
      await page.route('/sign-in', async (route) => {
        const response = await route.fetch();
        const { 'content-security-policy': policy, ...headers } = response.headers();
        const body = (await response.text()).replace('</main>', `</main>${slipped.join('')}`);
        await route.fulfill({
          headers: { ...headers, ...(isGuarded && { 'content-security-policy': policy! }) },
          body,
        });
      });
      await page.goto('/sign-in');
      expect(await ranOn(page)).toHaveLength(isGuarded ? 0 : slipped.length);
    });
  }

  test('does not run either when a script of the page puts it there', async ({ page }) => {
    await page.goto('/sign-in');
    const refusals: string[] = [];
    page.on('console', (message) => {
      if (message.text().startsWith('refused:')) refusals.push(message.text());
    });
    await page.evaluate(slipIn);
    await expect.poll(() => refusals.length).toBe(2);
    await expect(page.locator('img')).toHaveJSProperty('complete', true);
    expect(await ranOn(page)).toEqual([]);
  });
});

// The one above shows that the page refuses what it should here.
test.fail('a test in which a page breaks its policy fails', async ({ page }) => {
  await page.goto('/sign-in');
  const refusal = page.waitForEvent('console', (message) => POLICY.test(message.text()));
  await page.evaluate(slipIn);
  await refusal;
});

/** Runs in the page. */
function slipIn(): void {
  Object.assign(window, { ran: [] });
  document.body.insertAdjacentHTML(
    'beforeend',
    '<img src="/icon.svg" onload="ran.push(1)"><a href="javascript:ran.push(2)">link</a>',
  );
  document.querySelector<HTMLElement>('a[href^=javascript]')?.click();
}

function ranOn(page: Page): Promise<unknown> {
  return page.evaluate(() => (window as unknown as { ran: unknown }).ran);
}
