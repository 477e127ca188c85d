import { cpus } from 'node:os';
import { table } from '../soak/table';
import type { ActTimes } from './event-timing';
import { LONG_FRAME_MS, type Scroll, STEP, STEPS } from './scroll';

interface Measured {
  tasks: number;
  manyTasks: number;
  throttle: number;
  interactions: ActTimes[];
  /** By what was scrolled, and how fast the processor was. */
  scrolls: [string, Scroll][];
}

/** The page of the docs that tells how fast the app answers. */
export function describe(measured: Measured): string {
  const { tasks, manyTasks, throttle, interactions, scrolls } = measured;
  const times = interactions.map(({ name, median, worst }) => [name, `${median}`, `${worst}`]);
  const frames = scrolls.map(([name, scroll]) => [
    name,
    String(scroll.frames),
    `${((100 * scroll.long) / scroll.frames).toFixed(1)} %`,
    scroll.longestMs.toFixed(0),
    String(scroll.blank),
  ]);
  return `# How fast the app answers

Written by \`npm run bench:interactions\`, on ${cpus().length} cores of ${cpus()[0]?.model.trim()}.

## Interactions

Milliseconds from the input to the next paint, as the Event Timing API tells them, which rounds to 8; with
${tasks.toLocaleString('en')} tasks, in a browser whose processor is slowed down ${throttle} times. What the page does
in the background, as sending and following changes, is slowed down with it.

${table(['interaction', 'median', 'worst'], times)}

## Scrolling

${manyTasks.toLocaleString('en')} tasks, and ${tasks.toLocaleString('en')} deleted ones that are read on the way, as fast as a wheel turns: ${STEPS} turns
of ${STEP} pixels. Blank are frames without a task in the middle.

${table(['what', 'frames', `longer than ${LONG_FRAME_MS} ms`, 'longest, ms', 'blank'], frames)}
`;
}
