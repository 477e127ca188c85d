import { expect, type Page } from '@playwright/test';
import type { Task } from '@/contract/tasks';
import { signUpWith } from './sign-up-with';
import { addTasks, newsOn, programOf, signUp, test, titlesOn } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('the offer is for what was done last, and Ctrl+Z takes back one thing after the other', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'One', 'Two', 'Three');
  await remove(page, 'One', 'Three');
  await expect(undo(page, 'One')).toHaveCount(0);
  await undo(page, 'Three').click();
  await expect(titlesOn(page)).toHaveText(['Three', 'Two']);
  await expect(page.getByRole('checkbox', { name: 'Three' })).toBeFocused();
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(newsOn(page)).toHaveText('Restored: One');
  await expect(titlesOn(page)).toHaveText(['Three', 'Two', 'One']);

  await page.getByRole('checkbox', { name: 'Two' }).check();
  await page.getByRole('button', { name: 'Edit One' }).click();
  await page.getByLabel('New title of One').fill('Won');
  await page.getByLabel('Tags').fill('home');
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('New title of One')).toBeVisible();
  await page.getByLabel('Tags').fill('home');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Undo: take back the name of Won' }).click();
  await expect(titlesOn(page)).toHaveText(['Three', 'One', 'Two']);
  await expect(page.getByText('#home')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('checkbox', { name: 'Two' })).not.toBeChecked();

  await addTasks(page, 'Four');
  await page.keyboard.press('Control+z');
  await expect(titlesOn(page)).toHaveText(['Three', 'Two', 'One']);
  await page.keyboard.press('Control+Shift+Z');
  await expect(titlesOn(page)).toHaveText(['Four', 'Three', 'Two', 'One']);
  const program = await programOf(page, email);
  await expect
    .poll(async () => (await program('GET')).map(told))
    .toEqual(['Four', 'Three', 'Two', 'One'].map((title) => [title, [], false]));
});

test('what somebody else changed meanwhile is not taken back, and says why', async ({
  page,
  email,
}) => {
  const [program, [task]] = await signUpWith(page, email, 'Ours');
  await page.getByRole('button', { name: 'Edit Ours' }).click();
  await page.getByLabel('New title of Ours').fill('Mine');
  await page.keyboard.press('Enter');
  await expect.poll(() => program('GET')).toMatchObject([{ title: 'Mine' }]);
  await program('PUT', `/${task?.id}`, { title: 'Theirs' });
  await expect(titlesOn(page)).toHaveText(['Theirs']);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('alert').filter({ hasText: 'now “Theirs”' })).toBeVisible();
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await expect.poll(() => program('GET')).toMatchObject([{ title: 'Theirs' }]);

  const refused = page.getByRole('alert').filter({ hasText: 'New” could not be deleted.' });
  for (const choice of ['Keep it', 'Delete anyway']) {
    const title = `${choice}: New`;
    await addTasks(page, title);
    const [added] = await program('GET');
    await program('PUT', `/${added?.id}`, { description: 'From somebody else' });
    await expect(page.getByText('From somebody else')).toHaveCount(1);
    await page.keyboard.press('Control+z');
    await expect(refused).toContainText('Somebody changed it meanwhile.');
    await expect(page.getByRole('checkbox', { name: title })).toBeVisible();
    await refused.getByRole('button', { name: choice }).click();
    await expect(refused).toBeHidden();
    await expect(page.locator(':focus')).toHaveCount(1);
    if (choice === 'Keep it') await program('DELETE', `/${added?.id}`);
    await expect(titlesOn(page)).toHaveText(['Theirs']);
  }
  await expect.poll(() => program('GET')).toMatchObject([{ title: 'Theirs' }]);
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
  await expect(undo(page, 'Two')).toBeVisible();
  await page.keyboard.press('Alt+t');
  await expect(undo(page, 'Two')).toBeFocused();
  await page.clock.runFor(60_000);
  await expect(undo(page, 'Two')).toBeFocused();
  await page.getByLabel('New task').focus();
  await page.clock.runFor(20_000);
  await expect(undo(page, 'Two')).toBeHidden();
});

test('the focus is seen in the offer and where it goes from there, also by whoever came with the mouse', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'One', 'Two');
  await remove(page, 'Two');
  await expect(undo(page, 'Two')).toBeVisible();
  const seen = page.locator(':focus-visible');
  await expect(seen).toHaveCount(0);
  await page.keyboard.press('Alt+t');
  await expect(undo(page, 'Two').and(seen)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('checkbox', { name: 'One' }).and(seen)).toBeVisible();
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
  await expect(refused).toContainText('It is no longer there');
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
  const [program, [two]] = await signUpWith(page, email, 'One', 'Two');
  await page.getByRole('button', { name: 'Edit Two' }).focus();
  await program('DELETE', `/${two?.id}`);
  await expect(page.getByRole('checkbox', { name: 'One' })).toBeFocused();
});

test('a toast does not cover what has the focus on a small screen', async ({ page, email }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await signUp(page, email);
  await addTasks(page, ...Array.from({ length: 12 }, (_, index) => `Task ${index}`));
  await page.getByRole('button', { name: 'Delete Task 0', exact: true }).focus();
  await page.keyboard.press('Enter');
  // It stays while the mouse is over it.
  await undo(page, 'Task 0').hover();
  await expect(page.getByRole('checkbox', { name: 'Task 1', exact: true })).toBeFocused();
  await expect(async () => {
    const focused = await page.locator(':focus').boundingBox();
    const offer = await page.locator('.toast').boundingBox();
    expect(focused!.y + focused!.height).toBeLessThan(offer!.y);
  }).toPass();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  test('the page stays where it is when tasks are completed by touch', async ({ page, email }) => {
    await signUp(page, email);
    const program = await programOf(page, email);
    const titles = Array.from({ length: 12 }, (_, index) => `Task ${index}`);
    const operations = titles.map((title) => ({ op: 'create', title }));
    await program('POST', '/bulk', { operations });
    await expect(titlesOn(page)).toHaveCount(12);
    for (const title of ['Task 11', 'Task 10', 'Task 9']) {
      const { x, y } = (await page.getByRole('checkbox', { name: title }).boundingBox())!;
      await page.touchscreen.tap(x + 12, y + 12);
      await expect(page.locator('.toast[data-front=true]')).toHaveText(`Completed: ${title}Undo`);
      // Longer than anything moves.
      await page.waitForTimeout(600);
      expect(await page.evaluate(() => window.scrollY), title).toBe(0);
    }
  });
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

function told({ title, tags, completed }: Task) {
  return [title, tags, completed];
}
