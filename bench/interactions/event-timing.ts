import type { Page } from '@playwright/test';

/** Something that a person does, the moment that counts last; `prepare` is not measured. */
export interface Act {
  prepare?: (page: Page, round: number) => Promise<void>;
  act: (page: Page, round: number) => Promise<void>;
}

declare global {
  interface Window {
    /** When the interactions began, and how long they took until the next paint, in milliseconds. */
    interactions: { at: number; duration: number }[];
  }
}

/** What takes longer than anything that an interaction sets off, in milliseconds. */
const SETTLE_MS = 1_500;
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

/** Milliseconds from the input to the next paint; of several inputs the slowest. */
export async function measureAct(page: Page, { prepare, act }: Act, round: number) {
  await prepare?.(page, round);
  await page.waitForTimeout(SETTLE_MS);
  const since = await page.evaluate(() => performance.now());
  await act(page, round);
  await page.waitForTimeout(SETTLE_MS);
  const durations = await page.evaluate(
    (from) => window.interactions.filter(({ at }) => at >= from).map(({ duration }) => duration),
    since,
  );
  return Math.max(SHORTEST_MS, ...durations);
}
