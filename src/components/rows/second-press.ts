import type { MouseEvent } from 'react';

/** A press so soon after another and so near to it belongs to it, as that of a double click does. */
const SOON_MS = 500;
const NEAR_PX = 24;

/** The circle and the bin of a row, and what restores; while rows are being selected they keep their places. */
const AT_ONCE = '.task:not([data-selected]) > :is(input, button)';

let last = { at: -SOON_MS, x: 0, y: 0 };

/** Drops such a press on what acts at once: the row of another task may have come there by the first. Keys have no place. */
export function dropSecondPress(event: MouseEvent): void {
  const { timeStamp: at, clientX: x, clientY: y, detail, target } = event;
  if (detail === 0) return;
  const isSecond = at - last.at < SOON_MS && Math.hypot(x - last.x, y - last.y) < NEAR_PX;
  if (!isSecond) last = { at, x, y };
  else if (target instanceof Element && target.closest(AT_ONCE)) {
    event.preventDefault();
    event.stopPropagation();
  }
}
