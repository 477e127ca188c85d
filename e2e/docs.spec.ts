import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, type Response } from '@playwright/test';
import { addTasks, programOf, signUp, test, widthOf } from './test';

// Scalar asks whether it may compile schemas from text, is told that it may not, and goes on without.
test.use({ provoked: /^refused: script-src eval$|status of 401/ });

// Scalar is 4 MB of script, on machines that may be busy.
test.describe.configure({ mode: 'default', timeout: 240_000 });
const SHOWN = { timeout: 90_000 };

test('whoever is signed in tries the API as themselves', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'Buy milk');
  await page.goto('/developers');
  await page.getByRole('link', { name: 'API reference' }).click();
  await expect(page.getByText(`What you send here is sent as ${email}`)).toBeVisible();

  const client = await openRequest(page, 'get', '/api/{user_id}/tasks');
  const listed = await sent(page, 'GET', () => press(client, 'Send'));
  expect(listed.status()).toBe(200);
  await expect(client).toContainText('200 OK');
  await expect(client).toContainText('"Buy milk"');
  const token = bearerOf(listed);
  expect(token).toMatch(/^ey[\w-]+\.ey[\w-]+\.[\w-]+$/);

  // A token that has ended is renewed, and the request is sent once more.
  await page.route('**/tasks', (route) => route.fulfill({ status: 401 }), { times: 1 });
  const refused = sent(page, 'GET', () => press(client, 'Send'));
  const renewed = page.waitForResponse('/api/auth/token');
  expect([(await refused).status(), (await renewed).status()]).toEqual([401, 200]);
  await expect(client).toContainText('200 OK');
  await press(client, 'Close Client');

  const creating = await openRequest(page, 'post', '/api/{user_id}/tasks');
  const created = await sent(page, 'POST', () => press(creating, 'Send'));
  expect(created.status()).toBe(201);
  expect(bearerOf(created)).toMatch(/^ey/);
  const tasks = await programOf(page, email);
  expect(await tasks('GET')).toMatchObject([await created.json(), { title: 'Buy milk' }]);

  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  for (const place of [kept, page.url()]) expect(place).not.toContain(token.slice(0, 40));
});

test('whoever is not is told how, in light and dark, on a phone and without scripts', async ({
  page,
  browser,
  baseURL,
}) => {
  const answer = await page.goto('/docs');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'nonce-\S+' 'strict-dynamic'; style-src-elem 'self' 'nonce-/);
  await expect(page.getByRole('heading', { name: 'List tasks' })).toBeVisible(SHOWN);
  await expect(page.getByText('your token and user id are filled in then')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body')).toHaveClass(new RegExp(`${colorScheme}-mode`));
    const { violations } = await new AxeBuilder({ page }).include('.reference-head').analyze();
    expect(violations).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await widthOf(page)).toBe(320);
  // What Scalar has changed in the document stays there.
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  await expect(page.locator('#scalar-style')).toHaveCount(0);

  const plain = await browser.newPage({ baseURL: baseURL!, javaScriptEnabled: false });
  await plain.goto('/docs');
  const link = plain.getByRole('link', { name: 'OpenAPI document' });
  expect(await link.getAttribute('href')).toBe('/api/openapi.json');
  await plain.close();
});

async function openRequest(page: Page, method: string, path: string): Promise<Locator> {
  const id = `api-1/tag/tasks/${method.toUpperCase()}${path}`;
  const operation = page.locator(`[id="${id}"]`);
  await expect(async () => {
    await operation.scrollIntoViewIfNeeded({ timeout: 15_000 });
    await press(operation, 'Test Request');
  }).toPass(SHOWN);
  const client = page.getByRole('dialog');
  await expect(client).toBeVisible();
  return client;
}

function press(within: Locator, name: string): Promise<void> {
  return within.getByRole('button', { name }).first().click();
}

async function sent(page: Page, method: string, act: () => Promise<void>): Promise<Response> {
  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/tasks') && response.request().method() === method,
  );
  await act();
  return answered;
}

function bearerOf(response: Response): string {
  return response.request().headers().authorization?.replace('Bearer ', '') ?? '';
}
