import { expect } from '@playwright/test';
import { fillSignUp, password, signOut, signUp, test } from './test';

const WANTED = '/tasks?tag=work&sort=due_date';

test('signing up or in leads to what was wanted, over both pages', async ({ page, email }) => {
  await page.goto(WANTED);
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(WANTED)}`);
  await page.getByRole('link', { name: 'Sign up' }).click();
  await fillSignUp(page, email);
  await expect(page).toHaveURL(WANTED);
  await signOut(page);

  await page.goto('/settings');
  await expect(page).toHaveURL('/sign-in?next=%2Fsettings');
  await expect(page.getByText('ask whoever runs this Tandem')).toBeVisible();
  await page.getByRole('link', { name: 'Sign up' }).click();
  await expect(page).toHaveURL('/sign-up?next=%2Fsettings');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/sign-in?next=%2Fsettings');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/settings');
});

test('nobody is asked to sign in or up who is signed in', async ({ page, email }) => {
  await signUp(page, email);
  for (const [path, destination] of Object.entries({
    '/sign-in': '/tasks',
    '/sign-up?next=%2Fsettings': '/settings',
    '/sign-in?next=%2F%2Fevil.example': '/tasks',
  })) {
    await page.goto(path);
    await expect(page).toHaveURL(destination);
  }
});
