import type { Page } from '@playwright/test';

/** A turn of the mouse wheel, in pixels. */
const STEP = 400;
const STEPS = 150;
const LONG_FRAME_MS = 50;

declare global {
  interface Window {
    isScrolled: boolean;
  }
}

/** Scrolls by the wheel, and tells how long the frames were and in how many of them nothing was to be seen. */
export async function measureScroll(page: Page, tasks: number): Promise<string> {
  await page.mouse.move(640, 400);
  const noting = page.evaluate(noteFrames);
  for (let step = 0; step < STEPS; step += 1) {
    await page.mouse.wheel(0, STEP);
    await page.waitForTimeout(16);
  }
  await page.evaluate(() => (window.isScrolled = true));
  const frames = await noting;
  const long = frames.filter(({ ms }) => ms > LONG_FRAME_MS).length;
  const blank = frames.filter(({ isBlank }) => isBlank).length;
  const share = ((100 * long) / frames.length).toFixed(1);
  const longest = Math.max(...frames.map(({ ms }) => ms)).toFixed(0);
  return (
    `${tasks} tasks scrolled by ${STEP * STEPS} pixels in ${frames.length} frames: ${share} % of them ` +
    `longer than ${LONG_FRAME_MS} ms, the longest ${longest} ms, ${blank} without a task in the middle`
  );
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
