import { expect, type Page } from '@playwright/test';
import { openMany } from './many-tasks';
import { addTasks, signUp, tabTo, test } from './test';

// Hundreds of tasks are made first, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

const TASKS = 600;

test('a long list is where it was left after a reload and on the way back, and a new visit begins at its top', async ({
  page,
  email,
}) => {
  await openMany(page, email, { tasks: TASKS, taskOf });
  await expect(page.locator('.task').first()).toHaveAttribute('aria-posinset', '1');
  await page.evaluate(() => window.scrollTo(0, 12_345));
  const { title, top } = await restOf(page);
  const row = page.getByRole('checkbox', { name: title, exact: true });
  await expect(row).toBeInViewport();

  await page.reload();
  await expect.poll(() => page.evaluate(topOf, title)).toBe(top);
  await page.evaluate(() => window.scrollBy(0, 3_000));
  await expect(row).not.toBeInViewport();
  await page.evaluate(() => window.scrollBy(0, -3_000));
  await expect.poll(() => page.evaluate(topOf, title)).toBe(top);
  await restOf(page);

  await press(page, 'g', 's');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeFocused();
  await expect.poll(() => page.evaluate(topOf, title)).toBe(top);
  await expect(row).toBeInViewport();

  await press(page, 'g', 's');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Tasks', exact: true }).click();
  await expect(page.getByText(titleOf(TASKS - 1), { exact: true })).toBeInViewport();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test('who follows a link goes on from the heading of its page, or from what takes the focus there', async ({
  page,
  email,
}) => {
  await signUp(page, email);
  await addTasks(page, 'One');
  for (const name of ['Deleted', 'Settings', 'Developers', 'Tasks']) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(`/${name.toLowerCase()}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  }
  await tabTo(page.getByLabel('New task'));
  await press(page, 'Escape');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();
  await press(page, 'n');
  await expect(page.getByLabel('New task')).toBeFocused();
});

/** Some take more room than is reckoned with. */
function taskOf(n: number): object {
  return { title: titleOf(n) };
}

function titleOf(n: number): string {
  return `No. ${n}${n % 3 === 0 ? ', which goes on and on'.repeat(5) : ''}`;
}

/** Whole pixels; undefined when it is not there. */
function topOf(title: string): number | undefined {
  const shown = [...document.querySelectorAll<HTMLElement>('.task-title')];
  const found = shown.find(({ innerText }) => innerText === title);
  return found && Math.round(found.getBoundingClientRect().top);
}

interface Rest {
  title: string;
  /** Whole pixels. */
  top: number;
}

/** A task in sight and where it begins, once the list is at rest. */
async function restOf(page: Page): Promise<Rest> {
  let rest: Rest | undefined;
  await expect.poll(async () => (rest = await page.evaluate(taskAtRest))).toBeTruthy();
  return rest!;
}

/** Runs in the page: what is noted and what is seen are of one moment. */
function taskAtRest(): Rest | undefined {
  const places: [string, { key: number; top: number }][] = JSON.parse(
    sessionStorage.getItem('tandem.places') ?? '[]',
  );
  const [, place] = places.at(-1) ?? [];
  const row = document.getElementById(`task-${place?.key}`);
  if (!row || row.getBoundingClientRect().top !== place?.top) return undefined;
  const titles = [...document.querySelectorAll<HTMLElement>('.task-title')];
  const seen = titles.filter((title) => title.getBoundingClientRect().top > 0)[3];
  return seen && { title: seen.innerText, top: Math.round(seen.getBoundingClientRect().top) };
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
