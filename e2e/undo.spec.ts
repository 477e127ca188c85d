import { expect, type Page } from '@playwright/test';
import { addTasks, programOf, signUp, test, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('deleted tasks are brought back one by one', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'One', 'Two', 'Three');
  await remove(page, 'One', 'Three');
  await expect(titlesOn(page)).toHaveText(['Two']);
  await undo(page, 'One').click();
  await expect(titlesOn(page)).toHaveText(['Two', 'One']);
  await expect(page.getByRole('checkbox', { name: 'One' })).toBeFocused();
  await undo(page, 'Three').click();
  await expect(titlesOn(page)).toHaveText(['Three', 'Two', 'One']);
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
});

test('a task that was brought back and is deleted again at once is offered again', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'One');
  await remove(page, 'One');
  await undo(page, 'One').click();
  await page.getByRole('button', { name: 'Delete One' }).click();
  await expect(titlesOn(page)).toHaveCount(0);
  // The offer before may still be leaving.
  await expect(undo(page, 'One')).toHaveCount(1);
  await undo(page, 'One').click();
  await expect(titlesOn(page)).toHaveText(['One']);
});

test('a deletion whose answer was lost can be undone', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, 'One');
  await page.route('/api/trpc/tasks.onChange**', (route) => route.abort());
  await page.reload();
  await page.route(
    '/api/trpc/tasks.delete**',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Delete One' }).click();
  await expect(titlesOn(page)).toHaveCount(0);
  await undo(page, 'One').click();
  await expect(titlesOn(page)).toHaveText(['One']);
});

test('the offer to undo waits for whoever is at it, and goes when nobody is', async ({
  page,
  email,
}) => {
  await page.clock.install();
  await signUp(page, email);
  await addTasks(page, 'One', 'Two');
  await remove(page, 'Two');
  await page.keyboard.press('Alt+t');
  await expect(undo(page, 'Two')).toBeFocused();
  await page.clock.runFor(60_000);
  await expect(undo(page, 'Two')).toBeFocused();
  await page.getByLabel('New task').focus();
  await page.clock.runFor(20_000);
  await expect(undo(page, 'Two')).toBeHidden();
});

test('when a task cannot be brought back it says so, and trying again works', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'One');
  await remove(page, 'One');
  // Another task than the one that was deleted, so that the server refuses it.
  await page.route('/api/trpc/tasks.restore**', (route) => {
    const postData = route
      .request()
      .postData()!
      .replace(/"id":\d+/, '"id":1000000000');
    return route.continue({ postData });
  });
  await undo(page, 'One').click();
  const refused = page.getByRole('alert').filter({ hasText: '“One” could not be brought back' });
  await expect(refused).toContainText('Task not found');
  await expect(titlesOn(page)).toHaveCount(0);
  await page.unroute('/api/trpc/tasks.restore**');
  await refused.getByRole('button', { name: 'Try again' }).click();
  await expect(titlesOn(page)).toHaveText(['One']);
  await expect(refused).toBeHidden();
});

test('the focus goes on when somebody else deletes the task that has it', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'One', 'Two');
  const program = await programOf(page, email);
  const [two] = await program('GET');
  await page.getByRole('button', { name: 'Edit Two' }).focus();
  await program('DELETE', `/${two?.id}`);
  await expect(page.getByRole('checkbox', { name: 'One' })).toBeFocused();
});

test('toasts do not cover what has the focus on a small screen', async ({ page, email }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await signUp(page, email);
  await addTasks(page, ...Array.from({ length: 12 }, (_, index) => `Task ${index}`));
  for (const title of ['Task 3', 'Task 2', 'Task 0']) {
    await page.getByRole('button', { name: `Delete ${title}`, exact: true }).focus();
    await page.keyboard.press('Enter');
    // They stay while the mouse is over one.
    await undo(page, title).hover();
  }
  await expect(page.getByRole('checkbox', { name: 'Task 1', exact: true })).toBeFocused();
  await expect(async () => {
    const focused = await page.locator(':focus').boundingBox();
    const offers = await page.locator('.toast').all();
    const tops = await Promise.all(offers.map(async (offer) => (await offer.boundingBox())?.y));
    expect(tops).toHaveLength(3);
    expect(focused!.y + focused!.height).toBeLessThan(Math.min(...tops.map(Number)));
  }).toPass();
});

async function remove(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    await page.getByRole('button', { name: `Delete ${title}` }).click();
    await expect(page.getByRole('checkbox', { name: title })).toBeHidden();
  }
}

function undo(page: Page, title: string) {
  return page.getByRole('button', { name: `Undo: bring back ${title}` });
}
