import { writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { createDataDirectory, start, stop } from '../e2e/server';
import { acts, bulkActs } from './interactions/acts';
import { deletedActs, openDeleted } from './interactions/deleted-acts';
import { openTasks } from './interactions/open-tasks';
import { describe } from './interactions/report';
import { measureScroll } from './interactions/scroll';
import { measureActs, watchEvents } from './interactions/event-timing';

const TASKS = 5_000;
const MANY_TASKS = 10_000;
const THROTTLE = 4;
const ROUNDS = 5;
const BULK_ROUNDS = 3;

const [directory, removeDirectory] = await createDataDirectory();
const tandem = await start({ DATA_DIR: directory });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const some = await openTasks(browser, tandem, { tasks: TASKS, throttle: THROTTLE });
  await watchEvents(some.page);
  const single = await measureActs(some, acts, ROUNDS);
  const bulk = await measureActs(some, bulkActs, BULK_ROUNDS);
  await openDeleted(some.page);
  await some.slowDown();
  const deletedScroll = await measureScroll(some.page);
  await some.speedUp();
  await watchEvents(some.page);
  const deleted = await measureActs(some, deletedActs, ROUNDS);
  await some.page.close();
  const many = await openTasks(browser, tandem, { tasks: MANY_TASKS, throttle: THROTTLE });
  const scroll = await measureScroll(many.page);
  await many.slowDown();
  const slowScroll = await measureScroll(many.page);

  const text = describe({
    tasks: TASKS,
    manyTasks: MANY_TASKS,
    throttle: THROTTLE,
    interactions: [...single, ...bulk, ...deleted],
    scrolls: [
      ['tasks', scroll],
      [`tasks, ${THROTTLE} times slower`, slowScroll],
      [`deleted tasks, ${THROTTLE} times slower`, deletedScroll],
    ],
  });
  await writeFile('docs/interactions.md', text);
  process.stdout.write(text);
} finally {
  await browser.close();
  await stop(tandem);
  await removeDirectory();
}
