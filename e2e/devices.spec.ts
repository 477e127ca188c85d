import { expect } from '@playwright/test';
import { hold, openSettings, programOf, signUp, tabTo, test } from './test';

// The browser itself notes requests that fail.
test.use({ provoked: /^Failed to load resource/ });

test('the devices are listed, this one is marked, and another one can be ended', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const devices = await openSettings(page);
  await expect(devices).toHaveCount(2);
  await expect(devices.nth(0)).toContainText('Chrome on Linux · this device');
  await expect(devices.nth(0).getByRole('button')).toHaveCount(0);
  await expect(devices.nth(1)).toContainText('node');

  await devices
    .nth(1)
    .getByRole('button', { name: /^End node, signed in / })
    .click();
  await expect(devices).toHaveCount(1);
  const news = page.getByRole('region', { name: 'Devices' }).getByRole('status');
  await expect(news).toHaveText('node ended. Devices left: 1');
  await expect(page.getByRole('heading', { name: 'Devices' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'End all others' })).toBeHidden();
  await expect(program('GET')).rejects.toThrow('401 GET');
});

test('all other devices are ended at once, with the keyboard', async ({ page, email }) => {
  await signUp(page, email);
  const programs = await Promise.all([programOf(page, email), programOf(page, email)]);
  const devices = await openSettings(page);
  const { release, count } = await hold(page, '/api/trpc/sessions.endOthers**');
  await tabTo(page.getByRole('button', { name: 'End all others' }));
  await page.keyboard.press('Enter');
  const busy = page.getByRole('button', { name: 'Ending …' });
  await expect(busy).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(busy).toHaveAttribute('aria-disabled', 'true');
  release();
  await expect(devices).toHaveCount(1);
  expect(count()).toBe(1);
  await expect(page.getByRole('heading', { name: 'Devices' })).toBeFocused();
  for (const program of programs) await expect(program('GET')).rejects.toThrow('401 GET');
});

test('who types while a device ends is not disturbed', async ({ page, email }) => {
  await signUp(page, email);
  await programOf(page, email);
  const devices = await openSettings(page);
  const { release } = await hold(page, '/api/trpc/sessions.end?**');
  await devices.last().getByRole('button').click();
  await page.getByLabel('Current password').focus();
  await page.keyboard.type('half a ');
  release();
  await expect(devices).toHaveCount(1);
  await page.keyboard.type('password');
  await expect(page.getByLabel('Current password')).toBeFocused();
  await expect(page.getByLabel('Current password')).toHaveValue('half a password');
});

test('a device that has ended is gone, though the list cannot be read again', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await programOf(page, email);
  const devices = await openSettings(page);
  await page.route('/api/trpc/sessions.list**', (route) => route.abort());
  await devices.last().getByRole('button').click();
  await expect(devices).toHaveCount(1);
  const region = page.getByRole('region', { name: 'Devices' });
  await expect(region.getByRole('alert')).toContainText('cannot be reached');
  await expect(devices).toContainText('this device');
  await page.unroute('/api/trpc/sessions.list**');
  await region.getByRole('button', { name: 'Try again' }).click();
  await expect(region.getByRole('alert')).toBeHidden();
});

test('when the answer was lost, a device is ended by trying again', async ({ page, email }) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  const devices = await openSettings(page);
  await page.route(
    '/api/trpc/sessions.end?**',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await devices.last().getByRole('button').click();
  await expect(devices.last().getByRole('alert')).toContainText('cannot be reached');
  await expect(program('GET')).rejects.toThrow('401 GET');
  await devices.last().getByRole('button').click();
  await expect(devices).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Devices' }).getByRole('alert')).toBeHidden();
});

test('nothing jumps when the list comes', async ({ page, email }) => {
  await signUp(page, email);
  const { release } = await hold(page, '/api/trpc/sessions.list**');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  const before = await placesBelow();
  release();
  await expect(page.getByText('this device')).toBeVisible();
  expect(await placesBelow()).toEqual(before);

  async function placesBelow() {
    const places = [];
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      places.push(await page.getByRole('heading', { name: 'Password' }).boundingBox());
    }
    return places;
  }
});
