import type { Page } from '@playwright/test';

/** A turn of the mouse wheel and another until this is scrolled, in pixels. */
const STEP = 400;
const STEPS = 150;
const LONG_FRAME_MS = 50;

/** Scrolls by the wheel and to the end, and tells how long the frames were and how much was to be seen. */
export async function measureScroll(page: Page, tasks: number): Promise<string> {
  await page.mouse.move(640, 400);
  await page.evaluate(noteFrames);
  for (let step = 0; step < STEPS; step += 1) {
    await page.mouse.wheel(0, STEP);
    await page.waitForTimeout(16);
  }
  await page.waitForTimeout(1_000);
  const { frames, blank } = await page.evaluate(() => window.scrolled);
  const long = frames.filter((frame) => frame > LONG_FRAME_MS).length;
  const share = ((100 * long) / frames.length).toFixed(1);
  const longest = Math.max(...frames).toFixed(0);
  return (
    `${tasks} tasks scrolled ${STEP * STEPS} pixels in ${frames.length} frames: ` +
    `${share} % of them longer than ${LONG_FRAME_MS} ms, the longest ${longest} ms, ` +
    `${blank} with nothing in the middle of the screen`
  );
}

declare global {
  interface Window {
    scrolled: { frames: number[]; blank: number };
  }
}

function noteFrames(): void {
  window.scrolled = { frames: [], blank: 0 };
  let last = performance.now();
  const next = (now: number) => {
    window.scrolled.frames.push(now - last);
    last = now;
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    if (!middle?.closest('.task, h2')) window.scrolled.blank += 1;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}
