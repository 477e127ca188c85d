import { expect, type Locator } from '@playwright/test';
import { signUpWith } from './sign-up-with';
import { newsOn, test, titlesOn } from './test';

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test.describe(`with ${reducedMotion} about motion`, () => {
    test.use({ contextOptions: { reducedMotion } });

    test('two quick presses at one point are one: what has moved there is left alone', async ({
      page,
      email,
    }) => {
      const [program] = await signUpWith(page, email, 'One', 'Two', 'Three', 'Four', 'Five');
      await pressTwice(page.getByRole('checkbox', { name: 'Five' }));
      await expect(titlesOn(page)).toHaveText(['Four', 'Three', 'Two', 'One', 'Five']);
      await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
      await pressTwice(page.getByRole('button', { name: 'Delete Four' }));
      await expect(newsOn(page)).toHaveText('Deleted: Four');
      await expect(titlesOn(page)).toHaveText(['Three', 'Two', 'One', 'Five']);

      const box = page.getByRole('checkbox', { name: 'Three' });
      await box.focus();
      for (const left of ['Two', 'One']) {
        await page.keyboard.press('Space');
        await expect(page.getByRole('checkbox', { name: left })).toBeFocused();
      }
      await expect
        .poll(async () => (await program('GET')).map(({ title, completed }) => [title, completed]))
        .toEqual([
          ['Five', true],
          ['Three', true],
          ['Two', true],
          ['One', false],
        ]);
    });
  });
}

test('a click on a title opens it, and on the circle completes it', async ({ page, email }) => {
  const [program, [task]] = await signUpWith(page, email, 'Buy milk');
  await program('PUT', `/${task?.id}`, { description: 'Two litres' });
  await expect(page.getByText('Two litres')).toBeVisible();
  for (const told of ['Buy milk', 'Two litres']) {
    // What is told of a task lies under its title, which takes the click.
    await clickOn(page.getByText(told, { exact: true }));
    await expect(page.getByLabel('New title of Buy milk')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Edit Buy milk' })).toBeFocused();
  }
  const circle = page.getByRole('checkbox', { name: 'Buy milk' });
  await expect(circle).not.toBeChecked();
  const { x, y, width, height } = (await circle.boundingBox())!;
  expect(width).toBeGreaterThanOrEqual(24);
  // A thumb is larger than what it is meant for.
  await page.mouse.click(x - 8, y + height + 8);
  await expect(circle).toBeChecked();
  await expect(page.locator('li.task :is(button, input, a):not([tabindex="-1"])')).toHaveCount(3);
});

test('while tasks are being selected a click on a title selects it', async ({ page, email }) => {
  await signUpWith(page, email, 'One', 'Two');
  await page.getByRole('button', { name: 'Edit One' }).focus();
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Select One' })).toBeFocused();
  await page.getByText('Two', { exact: true }).dblclick();
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.getByText('Two', { exact: true }).click();
  await expect(page.getByText('2 selected')).toBeVisible();
  await expect(page.locator('.task form')).toHaveCount(0);
});

/** A double click at the place where it is now. */
async function pressTwice(target: Locator): Promise<void> {
  const { x, y } = await middleOf(target);
  await target.page().mouse.dblclick(x, y);
  // What comes after is meant by itself.
  await target.page().waitForTimeout(600);
}

async function clickOn(target: Locator): Promise<void> {
  const { x, y } = await middleOf(target);
  await target.page().mouse.click(x, y);
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await target.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}
