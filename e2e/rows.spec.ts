import { expect, type Locator } from '@playwright/test';
import { signUpWith } from './sign-up-with';
import { test } from './test';

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

async function clickOn(target: Locator): Promise<void> {
  const { x, y } = await middleOf(target);
  await target.page().mouse.click(x, y);
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await target.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}
