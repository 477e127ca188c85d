import { expect } from '@playwright/test';
import { start, stop, useDataDirectory } from './server';
import { addTasks, programOf, signUp, test as base, titlesOn, typeTasks } from './test';

interface OwnServer {
  directory: string;
  server: { url: string; stop: () => Promise<unknown>; start: () => Promise<unknown> };
}

const test = base.extend<OwnServer>({
  directory: useDataDirectory,
  server: async ({ directory }, use) => {
    let tandem = await start({ DATA_DIR: directory });
    const { url, port } = tandem;
    await use({
      url,
      stop: () => stop(tandem),
      start: async () => (tandem = await start({ DATA_DIR: directory, PORT: String(port) })),
    });
  },
  baseURL: ({ server }, use) => use(server.url),
});

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });
// Whole processes start and stop here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

test('what is done off line, and while the server is stopped, is done once when it is back', async ({
  page,
  email,
  context,
  server,
}) => {
  await signUp(page, email);
  await addTasks(page, 'There before');
  const program = await programOf(page, email);
  const away = page.getByRole('alert').filter({ hasText: 'cannot be reached' });
  const unsent = page.locator('li[aria-busy=true]');

  await context.setOffline(true);
  await typeTasks(page, 'Off line');
  await page.getByRole('checkbox', { name: 'There before' }).check();
  await expect(page.getByText('2 changes are kept')).toBeVisible();
  await context.setOffline(false);
  await expect(unsent).toHaveCount(0);

  await server.stop();
  await typeTasks(page, 'While stopped', 'So too');
  await page.getByRole('button', { name: 'Delete Off line' }).click();
  await expect(page.getByText('3 changes are kept')).toBeVisible();
  await page.getByLabel('New task').fill('Half a thou');
  await server.start();
  await expect(away).toBeHidden();
  await expect(unsent).toHaveCount(0);
  await expect(titlesOn(page)).toHaveText(['So too', 'While stopped', 'There before']);
  await expect(page.getByLabel('New task')).toHaveValue('Half a thou');
  await expect
    .poll(() => program('GET'))
    .toMatchObject([
      { title: 'So too' },
      { title: 'While stopped' },
      { title: 'There before', completed: true },
    ]);
});
