import { chromium } from '@playwright/test';
import { createDataDirectory, start, stop } from '../e2e/server';
import { acts } from './interactions/acts';
import { openTasks } from './interactions/open-tasks';
import { measureScroll } from './interactions/scroll';
import { measureAct, watchEvents } from './interactions/event-timing';
import { table } from './soak/table';

const TASKS = 5_000;
const MANY_TASKS = 10_000;
const ROUNDS = 5;
const THROTTLE = 4;

const [directory, removeDirectory] = await createDataDirectory();
const tandem = await start({ DATA_DIR: directory });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await openTasks(browser, tandem, { tasks: TASKS, throttle: THROTTLE });
  await watchEvents(page);
  const rows: string[][] = [];
  for (const [name, act] of Object.entries(acts)) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await measureAct(page, act, round));
    const sorted = times.toSorted((a, b) => a - b);
    rows.push([name, ...[sorted[Math.floor(ROUNDS / 2)], sorted.at(-1)].map(String)]);
  }
  process.stdout.write(
    `${TASKS} tasks, CPU slowed down ${THROTTLE} times, milliseconds from the input to the next paint\n\n`,
  );
  process.stdout.write(`${table(['interaction', 'median', 'worst'], rows)}\n\n`);
  await page.close();

  const long = await openTasks(browser, tandem, { tasks: MANY_TASKS, throttle: THROTTLE });
  process.stdout.write(`${await measureScroll(long, MANY_TASKS)}\n`);
} finally {
  await browser.close();
  await stop(tandem);
  await removeDirectory();
}
