/** What people do before they do anything that has to be answered. */
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'keydown'];

/** Loads something when somebody stirs, and tries again while it cannot be; the answer ends that. */
export function loadWhenStirred(load: () => Promise<unknown>): () => void {
  for (const sign of SIGNS) document.addEventListener(sign, begin, { passive: true });
  return stop;

  function begin(): void {
    load().then(stop, () => undefined);
  }

  function stop(): void {
    for (const sign of SIGNS) document.removeEventListener(sign, begin);
  }
}
