
import { addTasks, signUp, test } from './test';
test.use({ provoked: /./ });
for (const scheme of ['light','dark'] as const) for (const width of [1280,360]) test(`${scheme}${width}`, async ({ page }) => {
  test.setTimeout(60000);
  await page.setViewportSize({ width, height: 800 }); await page.emulateMedia({ colorScheme: scheme });
  const shot = (n: string) => page.screenshot({ path: `/tmp/shots/${n}-${scheme}-${width}.png` });
  for (const [n,p] of [['home','/'],['signin','/sign-in'],['signup','/sign-up'],['problem','/problems/unauthorized'],['404','/nope']] as const) { await page.goto(p); await shot(n); }
  await signUp(page, `${scheme}${width}-${Date.now()}@example.com`); await shot('empty');
  await addTasks(page, 'Buy milk and bread', 'Call Sam about the tandem: the rear wheel needs truing before the trip to the coast next week', 'Water the plants', 'Send the invoice');
  await page.getByRole('checkbox', { name: 'Water' }).check(); await shot('tasks');
  await page.route('/api/**', r => r.abort());
  await page.getByLabel('New task').fill('Typed while away'); await page.keyboard.press('Enter');
  await page.getByLabel('Task that was not saved').waitFor();
  await page.getByRole('checkbox', { name: 'Buy' }).click(); await page.waitForTimeout(300); await page.screenshot({ path: `/tmp/shots/failed-${scheme}-${width}.png`, fullPage: true });
  await page.unroute('/api/**');
  await page.request.post('/api/auth/sign-out', { headers: { origin: new URL(page.url()).origin }, data: {} });
  await page.getByRole('checkbox', { name: 'Buy' }).click(); await page.getByRole('dialog').waitFor(); await shot('dialog');
});
