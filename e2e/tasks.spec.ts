import { expect } from '@playwright/test';
import { addTasks, fillSignUp, password, signUp, test, titlesOn } from './test';

test('from sign-up to the same tasks after signing in again, in less than 30 seconds', async ({
  page,
  email,
}) => {
  test.setTimeout(30_000);
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign up' }).click();
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByText('Nothing to do yet')).toBeVisible();

  await addTasks(page, 'Buy milk', 'Call Sam', 'Water the plants');
  await page.getByRole('checkbox', { name: 'Call Sam' }).check();
  await page.getByRole('button', { name: 'Delete Buy milk' }).click();
  await expect(page.getByRole('checkbox', { name: 'Buy milk' })).toBeHidden();
  await expect(page.getByText('1 to do, 1 done')).toBeVisible();

  await page.reload();
  await expect(page.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('checkbox', { name: 'Call Sam' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Water the plants' })).not.toBeChecked();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.goto('/tasks');
  await expect(page).toHaveURL('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('listitem')).toHaveText([/Water the plants/, /Call Sam/]);
  await page.goto('/');
  await expect(page).toHaveURL('/tasks');
});

test('another person sees nothing of them', async ({ page, email, context }) => {
  await signUp(page, email);
  await addTasks(page, 'A secret');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.getByRole('link', { name: 'Sign up' }).click();
  await fillSignUp(page, `other-${email}`);
  await expect(page.getByText('Nothing to do yet')).toBeVisible();
  await expect(page.getByText('A secret')).toBeHidden();
  const secret = (await context.cookies()).filter(({ name }) => !name.startsWith('tandem-'));
  expect(secret).toEqual([expect.objectContaining({ httpOnly: true })]);
});

test('tasks that are typed faster than they are saved keep their order', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const titles = Array.from({ length: 12 }, (_, index) => `Task ${index}`);
  for (const title of titles) {
    await page.getByLabel('New task').fill(title);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('checkbox')).toHaveCount(titles.length);
  await page.reload();
  await expect(titlesOn(page)).toHaveText(titles.toReversed());
});

test('text that looks like markup is shown as it was typed', async ({ page, email }) => {
  await signUp(page, email);
  await addTasks(page, '<img src=x onerror=alert(1)> & “quotes”');
});
