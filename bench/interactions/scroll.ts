import type { Page } from '@playwright/test';

/** What scrolling was like, in frames. */
export interface Scroll {
  frames: number;
  /** Longer than `LONG_FRAME_MS`. */
  long: number;
  longestMs: number;
  /** In so many nothing was to be seen. */
  blank: number;
}

export const LONG_FRAME_MS = 50;
/** A turn of the mouse wheel, in pixels. */
export const STEP = 400;
export const STEPS = 100;

declare global {
  interface Window {
    isScrolled: boolean;
  }
}

/** Scrolls from the top by the wheel, and tells what it was like. */
export async function measureScroll(page: Page): Promise<Scroll> {
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    window.isScrolled = false;
  });
  await page.waitForTimeout(1_000);
  await page.mouse.move(640, 400);
  const noting = page.evaluate(noteFrames);
  for (let step = 0; step < STEPS; step += 1) {
    await page.mouse.wheel(0, STEP);
    await page.waitForTimeout(16);
  }
  await page.evaluate(() => (window.isScrolled = true));
  const frames = await noting;
  return {
    frames: frames.length,
    long: frames.filter(({ ms }) => ms > LONG_FRAME_MS).length,
    longestMs: Math.max(...frames.map(({ ms }) => ms)),
    blank: frames.filter(({ isBlank }) => isBlank).length,
  };
}

async function noteFrames(): Promise<{ ms: number; isBlank: boolean }[]> {
  const frames = [];
  for (let last = performance.now(); !window.isScrolled;) {
    const now = await new Promise(requestAnimationFrame);
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    frames.push({ ms: now - last, isBlank: !middle?.closest('.task, h2') });
    last = now;
  }
  return frames;
}
