import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { expectToFit } from './fit';
import { signUp, test } from './test';

const run = promisify(execFile);
const { PATH, NODE_ENV } = process.env;
/** Without proxies: the programs go to this machine. */
const env = { PATH, NODE_ENV };

test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

const programs = {
  'List with curl': ['sh', '-c'],
  'Create with curl': ['sh', '-c'],
  TypeScript: ['node', '--input-type=module', '-e'],
  Python: ['python3', '-c'],
} as const;

test('every program works as it is pasted', async ({ page, email }) => {
  await openDevelopers(page, email);
  // That with the SDK is tried where this is built: sdk/test/package.test.ts.
  await expect(page.getByRole('article')).toHaveCount(Object.keys(programs).length + 1);
  const printed: string[] = [];
  for (const [name, [file, ...options]] of Object.entries(programs)) {
    const program = await copied(page, `the program: ${name}`);
    const { stdout } = await run(file, [...options, program], { env });
    printed.push(stdout);
  }
  expect(printed).toEqual([
    '[]',
    expect.stringContaining('Made with curl'),
    expect.stringMatching(/^201.*Made with fetch.*^200.*Made with curl/ms),
    expect.stringMatching(/^201.*Made with Python.*^200.*Made with curl/ms),
  ]);
  await page.getByRole('link', { name: 'Tasks' }).click();
  await expect(page.getByRole('checkbox')).toHaveCount(3);
});

test('the token is nowhere until it is asked for', async ({ page, email }) => {
  await openDevelopers(page, email);
  const token = await copied(page, 'your token');
  expect(token).toMatch(/^ey[\w-]+\.ey[\w-]+\.[\w-]+$/);
  expect(await page.content()).not.toContain(token);
  const [, claims = ''] = token.split('.');
  const sent = await page.request.get('/developers');
  expect(await sent.text()).toContain('Developers · Tandem');
  // Another token of this session has the same beginning, and other claims.
  expect(await sent.text()).not.toContain(claims.slice(0, 40));

  await page.getByRole('button', { name: 'Show the token' }).click();
  await expect(page.getByText(token, { exact: true })).toBeVisible();
  await expect(page.getByText(`Bearer ${token}`)).toHaveCount(4);
  await page.getByRole('button', { name: 'Hide the token' }).click();
  expect(await page.content()).not.toContain(token);
});

test('what it says of the expiry is so, and a new token comes on demand', async ({
  page,
  email,
}) => {
  await openDevelopers(page, email);
  const region = page.getByRole('region', { name: 'Your token' });
  const first = await copied(page, 'your token');
  await expect(region).toContainText('It expires in 7 days, on ');
  await expect(region.locator('time')).toHaveAttribute('datetime', expiryOf(first));

  await page.getByRole('button', { name: 'Get a new one' }).click();
  await expect.poll(() => copied(page, 'your token')).not.toBe(first);
});

for (const way of ['without navigator.clipboard', 'when the browser refuses it']) {
  test(`copying works ${way}`, async ({ page, email }) => {
    await page.addInitScript((isThere) => {
      const { clipboard } = navigator;
      Object.assign(window, { realClipboard: clipboard });
      const refusing = { writeText: () => Promise.reject(new Error('refused')) };
      Object.defineProperty(navigator, 'clipboard', { value: isThere ? refusing : undefined });
    }, way === 'when the browser refuses it');
    await openDevelopers(page, email);
    await page.getByRole('button', { name: 'Copy your user id' }).click();
    await expect(page.getByText('Copied: your user id')).toBeVisible();
    const text = await page.evaluate(() =>
      (window as unknown as { realClipboard: Clipboard }).realClipboard.readText(),
    );
    expect(text).toBe(
      await page.getByRole('region', { name: 'Your user id' }).locator('.code').textContent(),
    );
  });
}

test('a browser that copies nothing says what to do', async ({ page, email }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  });
  await openDevelopers(page, email);
  await page.getByRole('button', { name: 'Copy your token' }).click();
  await expect(page.getByRole('region', { name: 'Your token' }).getByRole('alert')).toContainText(
    'select it and copy it',
  );
});

test('nothing is wider than the screen', async ({ page, email }, info) => {
  await openDevelopers(page, email);
  await page.getByRole('button', { name: 'Show the token' }).click();
  await expectToFit(page, info, 'developers');
});

test('strangers are sent to sign in', async ({ page }) => {
  await page.goto('/developers');
  await expect(page).toHaveURL('/sign-in?next=%2Fdevelopers');
});

async function openDevelopers(page: Page, email: string): Promise<void> {
  await signUp(page, email);
  // Loaded anew, so that the server has its chance to say too much.
  await page.goto('/developers');
  await expect(page.getByRole('button', { name: 'Copy your token' })).toBeVisible();
}

/** Copies it and gives what is on the clipboard once the page says so. */
async function copied(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: new RegExp(`^Cop(y|ied) ${name}$`) }).click();
  await expect(page.getByRole('status').getByText(`Copied: ${name}`)).toBeAttached();
  return page.evaluate(() => navigator.clipboard.readText());
}

function expiryOf(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
    exp: number;
  };
  return new Date(claims.exp * 1_000).toISOString();
}
