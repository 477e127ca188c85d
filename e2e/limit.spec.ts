import { expect } from '@playwright/test';
import { waitOf } from '@/contract/wait';
import { onServerWith } from './own-server';
import { pasteLines, signUp, typeTasks } from './test';

const test = onServerWith({ API_RATE_LIMIT: '60' });

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });
// A process of its own starts here, on machines that may be busy.
test.describe.configure({ timeout: 120_000 });

test('past the limit of requests it is said for how long changes wait, as the server says it', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await page.getByLabel('New task').focus();
  const lines = Array.from({ length: 90 }, (_, n) => `Line ${n}`);
  await pasteLines(page, lines);
  await expect(page.locator('li[aria-busy=true]')).toHaveCount(0);
  // Of the minute something is over then.
  await page.waitForTimeout(2_000);
  const refused = page.waitForResponse(
    (response) => response.url().includes('tasks.create') && response.status() === 429,
  );
  await typeTasks(page, 'One too many');
  const seconds = Number((await refused).headers()['retry-after']);
  await expect(page.getByText('1 change is kept on this device')).toHaveText(
    `1 change is kept on this device, and sent within ${waitOf(seconds)}.`,
  );
});
