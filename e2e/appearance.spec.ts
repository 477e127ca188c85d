import { expect, type Page } from '@playwright/test';
import { signUp, test, widthOf } from './test';

const LIGHT = 'rgb(250, 248, 243)';
const DARK = 'rgb(22, 25, 29)';

test('what is chosen survives a reload, and other tabs follow', async ({ page, email }) => {
  await signUp(page, email);
  const other = await page.context().newPage();
  await other.goto('/settings');
  await expect(radio(other, 'System')).toBeChecked();
  await expectPaper(other, LIGHT);

  await page.goto('/settings');
  await choose(page, 'Dark');
  await expect(radio(other, 'Dark')).toBeChecked();
  await expectPaper(other, DARK);
  await page.reload();
  await expect(radio(page, 'Dark')).toBeChecked();
  await expectPaper(page, DARK);

  await other.getByRole('link', { name: 'Tasks' }).click();
  await expect(other.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
  await expectPaper(other, DARK);
  await choose(page, 'System');
  await expectPaper(other, LIGHT);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectPaper(page, DARK);
});

test('a phone finds a name, icons and the colour of the page', async ({ page, email }) => {
  await signUp(page, email);
  expect(await colourAround(page)).toBe(LIGHT);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourAround(page)).toBe(DARK);
  await page.goto('/settings');
  await choose(page, 'Light');
  await page.reload();
  expect(await colourAround(page)).toBe(LIGHT);

  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await (await page.request.get(href!)).json();
  expect(manifest).toMatchObject({ name: 'Tandem', start_url: '/tasks', display: 'standalone' });
  const [icon] = await page.locator('link[rel=apple-touch-icon]').evaluateAll(hrefsOf);
  for (const { src } of [...manifest.icons, { src: icon }]) {
    const answer = await page.request.get(src);
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toMatch(/^image\//);
  }
});

test('what is selected can be read in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/');
  const colours = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body, '::selection');
    return [color, backgroundColor];
  });
  expect(colours).toEqual(['rgb(13, 38, 33)', 'rgb(116, 212, 192)']);
});

test('the arrow keys choose', async ({ page, email }) => {
  await signUp(page, email);
  await page.goto('/settings');
  await radio(page, 'System').focus();
  await page.keyboard.press('ArrowDown');
  await expect(radio(page, 'Light')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(radio(page, 'Dark')).toBeFocused();
  await expect(radio(page, 'Dark')).toBeChecked();
  await expectPaper(page, DARK);
});

for (const [chosen, system, paper] of [
  ['dark', 'light', DARK],
  ['light', 'dark', LIGHT],
  ['no such thing', 'dark', DARK],
] as const) {
  test.describe(`${chosen} on a system that is ${system}`, () => {
    test.use({ colorScheme: system, provoked: /^Failed to load resource/ });

    test.beforeEach(async ({ context, baseURL }) => {
      const value = encodeURIComponent(chosen);
      await context.addCookies([{ name: 'tandem-appearance', value, url: baseURL! }]);
    });

    test('has its colours before any script has run', async ({ page }) => {
      await page.route('**/*.js', (route) => route.abort());
      await page.goto('/');
      await expectPaper(page, paper);
      const before = chosen === 'no such thing' ? 'light dark' : chosen;
      await expect(page.locator('meta[name=color-scheme]')).toHaveAttribute('content', before);
    });

    test('has no other colours in any frame', async ({ page }) => {
      await page.addInitScript(notePapers);
      await page.goto('/');
      await page.getByRole('link', { name: 'Sign up' }).click();
      await expect(page.getByLabel('Name')).toBeVisible();
      const seen = await page.evaluate(() => [...(window as unknown as Noting).papers]);
      expect(seen).toEqual([paper]);
    });
  });
}

test.describe('where the whole layout breaks', () => {
  test.use({ provoked: /no cookie the first time/ });

  test('what is chosen holds', async ({ page, context, baseURL }) => {
    await context.addCookies([{ name: 'tandem-appearance', value: 'dark', url: baseURL! }]);
    await page.addInitScript(breakOnce);
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'This page broke' })).toBeVisible();
    await expectPaper(page, DARK);
  });
});

test('nothing is wider than the screen', async ({ page, email }, info) => {
  await signUp(page, email);
  await page.goto('/settings');
  for (const forcedColors of ['none', 'active'] as const) {
    await page.emulateMedia({ forcedColors });
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 640 });
      await radio(page, 'System').scrollIntoViewIfNeeded();
      const name = `appearance-${width}-${forcedColors}.png`;
      await page.screenshot({ path: info.outputPath(name) });
      expect(await widthOf(page), name).toBe(width);
    }
  }
});

interface Noting {
  papers: Set<string>;
}

/** Runs in the page: notes the colour behind it in every frame. */
function notePapers(): void {
  const papers = new Set<string>();
  Object.assign(window, { papers });
  note();

  function note(): void {
    if (document.body) papers.add(getComputedStyle(document.body).backgroundColor);
    requestAnimationFrame(note);
  }
}

/** Runs in the page: what the layout reads of the cookies fails, and nothing after it. */
function breakOnce(): void {
  const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!;
  let isBroken = true;
  Object.defineProperty(document, 'cookie', {
    get() {
      if (!isBroken) return get!.call(document);
      isBroken = false;
      throw new Error('no cookie the first time');
    },
  });
}

function radio(page: Page, name: string) {
  return page.getByRole('group', { name: 'Appearance' }).getByRole('radio', { name, exact: true });
}

async function choose(page: Page, name: string): Promise<void> {
  await radio(page, name).check();
  await expect(radio(page, name)).toBeChecked();
}

async function expectPaper(page: Page, colour: string): Promise<void> {
  await expect(page.locator('body')).toHaveCSS('background-color', colour);
}

/** What a phone paints around the page. */
function colourAround(page: Page): Promise<string | undefined> {
  return page.locator('meta[name=theme-color]').evaluateAll((metas: HTMLMetaElement[]) => {
    const { content } = metas.find(({ media }) => matchMedia(media || 'all').matches)!;
    const probe = document.createElement('i');
    probe.style.color = content;
    return probe.style.color;
  });
}

function hrefsOf(links: Element[]): string[] {
  return links.map((link) => (link as HTMLLinkElement).href);
}
