/** Does `work` as soon as what has changed so far can be seen. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
