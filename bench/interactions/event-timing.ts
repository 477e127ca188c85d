import type { Page } from '@playwright/test';
import type { TasksPage } from './open-tasks';

/** Something that a person does, the moment that counts last; what comes before and after it is not measured. */
export interface Act {
  prepare?: (page: Page, round: number) => Promise<void>;
  act: (page: Page, round: number) => Promise<void>;
  /** Waits until all that it sets off is over. */
  settle?: (page: Page) => Promise<void>;
}

/** Milliseconds from the input to the next paint. */
export interface ActTimes {
  name: string;
  median: number;
  worst: number;
}

declare global {
  interface Window {
    /** When the interactions began, and how long they took until the next paint, in milliseconds. */
    interactions: { at: number; duration: number }[];
  }
}

/** What takes longer than anything that an interaction sets off, in milliseconds. */
const SETTLE_MS = 1_000;
/** Shorter events are not told of, in milliseconds. */
const SHORTEST_MS = 16;

/** Notes every interaction from now on, as the Event Timing API tells of it. */
export async function watchEvents(page: Page): Promise<void> {
  await page.evaluate((durationThreshold) => {
    window.interactions = [];
    new PerformanceObserver((list) => {
      for (const event of list.getEntries() as PerformanceEventTiming[]) {
        if (!event.interactionId) continue;
        window.interactions.push({ at: event.startTime, duration: event.duration });
      }
    }).observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
  }, SHORTEST_MS);
}

/** Does each so many times on a slow processor. */
export async function measureActs(
  tasks: TasksPage,
  acts: Record<string, Act>,
  rounds: number,
): Promise<ActTimes[]> {
  const measured: ActTimes[] = [];
  for (const [name, act] of Object.entries(acts)) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await measureAct(tasks, act, round));
    const sorted = times.toSorted((a, b) => a - b);
    const [median, worst] = [sorted[Math.floor(rounds / 2)]!, sorted.at(-1)!];
    measured.push({ name, median, worst });
  }
  return measured;
}

/** Of several inputs the slowest. */
async function measureAct(tasks: TasksPage, { prepare, act, settle }: Act, round: number) {
  const { page, slowDown, speedUp } = tasks;
  await prepare?.(page, round);
  await slowDown();
  await page.waitForTimeout(SETTLE_MS);
  const since = await page.evaluate(() => performance.now());
  await act(page, round);
  await page.waitForTimeout(SETTLE_MS);
  await speedUp();
  await settle?.(page);
  const durations = await page.evaluate(
    (from) => window.interactions.filter(({ at }) => at >= from).map(({ duration }) => duration),
    since,
  );
  return Math.max(SHORTEST_MS, ...durations);
}
