import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { expectToFit } from './fit';
import { addTasks, newsOn, pasteLines, programOf, signUp, test, titlesOn } from './test';

/** How far the clocks of people are apart: the day before, or the next one, in one of them at least. */
const ZONES = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];

for (const timezoneId of ZONES) {
  test.describe(`in ${timezoneId}`, () => {
    test.use({ timezoneId });

    test('what is typed of a new task is shown, then added with it', async ({ page, email }) => {
      await signUp(page, email);
      const program = await programOf(page, email);
      await program('POST', '', { title: 'Sweep', tags: ['Home'] });
      await expect(titlesOn(page)).toHaveText(['Sweep']);
      await type(page, 'Call Sam tomorrow 5pm !2 #home');
      await expect(parts(page)).toHaveText(['Tomorrow', 'medium priority', '#Home']);
      await expect(newsOn(page)).toHaveText('Recognised: Tomorrow, medium priority, #Home');
      await page.keyboard.press('Enter');
      await expect(box(page)).toHaveValue('');
      await expect(box(page)).toBeFocused();
      await expect(newsOn(page)).toHaveText('Added: Call Sam 5pm');
      await expect(parts(page)).toHaveCount(0);

      const due_date = await page.evaluate(() => {
        const now = new Date();
        now.setDate(now.getDate() + 1);
        return now.toLocaleDateString('sv');
      });
      const added = { title: 'Call Sam 5pm', due_date, priority: 'medium', tags: ['Home'] };
      await expect.poll(() => program('GET')).toMatchObject([added, { title: 'Sweep' }]);
    });
  });
}

test('what is not meant stays in the title', async ({ page, email }) => {
  await signUp(page, email);
  await type(page, 'Plan Tuesday !1 #fun');
  await parts(page).getByRole('button', { name: 'leave “!1” in the title' }).click();
  await expect(box(page)).toBeFocused();
  await expect(parts(page)).toHaveText([/^Tue/, '#fun']);
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Plan !1']);

  await type(page, 'Watch Freaky Friday');
  await expect(parts(page)).toHaveText([/^Fri/]);
  await page.keyboard.press('Backspace');
  await expect(parts(page)).toHaveCount(0);
  await expect(box(page)).toHaveValue('Watch Freaky Friday');
  await expect(newsOn(page)).toHaveText('Stays in the title: Friday');
  for (let letter = 0; letter < 3; letter += 1) await page.keyboard.press('Backspace');
  await page.keyboard.type('day');
  await expect(parts(page), 'what is typed anew').toHaveText([/^Fri/]);

  await page.keyboard.type(' #film !3');
  await expect(parts(page)).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(parts(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Plan !1', 'Watch Freaky Friday #film !3']);
  await type(page, 'Call Sam friday !3');
  await expect(parts(page), 'the next task').toHaveCount(2);
});

test('a task is shown where only others are, and has their tag as well', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  await program('POST', '', { title: 'Sweep', priority: 'high', tags: ['home'] });
  await page.goto('/tasks?priority=high&tag=home');
  await expect(titlesOn(page)).toHaveText(['Sweep']);
  await type(page, 'Rake the leaves !3 #garden');
  await expect(parts(page)).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(titlesOn(page)).toHaveText(['Rake the leaves', 'Sweep']);
  await expect(page).toHaveURL('/tasks?tag=home');
  const added = { title: 'Rake the leaves', priority: 'low', tags: ['garden', 'home'] };
  await expect.poll(() => program('GET')).toMatchObject([added, { title: 'Sweep' }]);
});

test('a task with as many tags as it may have is added without that of the list, and shown', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  const program = await programOf(page, email);
  await program('POST', '', { title: 'Sweep', tags: ['home'] });
  await page.goto('/tasks?tag=home');
  const tags = Array.from('abcdefghij');
  await type(page, `Rake ${tags.map((tag) => `#${tag}`).join(' ')}`);
  await expect(parts(page)).toHaveCount(10);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/tasks');
  await expect.poll(() => program('GET')).toMatchObject([{ title: 'Rake', tags }, {}]);
});

test('the palette adds a task as it is understood, or as it was typed', async ({ page, email }) => {
  await signUp(page, email);
  const text = 'Call Sam tomorrow !2 #home';
  for (const name of [/^Add “Call Sam” ?Tomorrow, medium priority, #home$/, `Add “${text}”`]) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(text);
    await page.getByRole('option', { name }).click();
  }
  await expect(titlesOn(page)).toHaveText(['Call Sam', text]);
  await expect(page.locator('.task').first()).toContainText('medium priority');
});

test('pasted lines are titles as they stand', async ({ page, email }) => {
  await signUp(page, email);
  await box(page).focus();
  await expect(page.locator('#quick-add')).toBeAttached();
  const lines = ['Call Sam tomorrow', 'Sweep #home'];
  await pasteLines(page, lines);
  for (const name of lines)
    await expect(page.getByRole('checkbox', { name, exact: true })).toBeVisible();
});

test.describe('without its script', () => {
  // The browser itself notes requests that fail.
  test.use({ provoked: /^Failed to load resource/ });

  test('what is typed is the title, at once', async ({ page, email }) => {
    await signUp(page, email);
    await page.route('**/*.js', (route) => route.abort());
    await type(page, 'Call Sam tomorrow !2 #home');
    await page.keyboard.press('Enter');
    await expect(titlesOn(page)).toHaveText(['Call Sam tomorrow !2 #home']);
    await page.unroute('**/*.js');
    await page.getByRole('searchbox').focus();
    await type(page, 'Call Ann tomorrow');
    await expect(parts(page)).toHaveText(['Tomorrow']);
  });
});

test('it fits and is accessible', async ({ page, email }, info) => {
  test.setTimeout(180_000);
  await signUp(page, email);
  await addTasks(page, 'Buy milk');
  await type(page, 'Call Sam');
  await expect(page.getByText('Try tomorrow')).toBeVisible();
  await expectToFit(page, info, 'hint');
  await expectAccessible(page, 'the hint about what is understood');
  await type(page, `Call Sam thursday !1 #home #errands #${'long'.repeat(8)}`);
  await expect(parts(page)).toHaveCount(5);
  await expectToFit(page, info, 'recognised');
  await expectAccessible(page, 'what was recognised');
});

function box(page: Page) {
  return page.getByLabel('New task');
}

function parts(page: Page) {
  return page.getByRole('list', { name: 'Taken from the title' }).getByRole('listitem');
}

async function type(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
}
