/** Does `work` as soon as what has changed so far can be seen: the next frame may begin before the last one is shown. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(work)));
}
