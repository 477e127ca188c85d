/** Longer than anything takes whose connection lives; in milliseconds. */
const LONGEST = 60_000;

/**
 * Gives something back once: when the answer is called, or else after a minute, as of work that waits for a
 * lost connection postgres.js may never tell the end.
 */
export function givenBack(giveBack: () => void): () => void {
  let isOver = false;
  const lost = setTimeout(end, LONGEST).unref();
  return end;

  function end(): void {
    clearTimeout(lost);
    if (isOver) return;
    isOver = true;
    giveBack();
  }
}
