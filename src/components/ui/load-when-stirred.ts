/** What people do before they do anything that has to be answered. */
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'keydown'];

const AGAIN_MS = 1_000;

/** Loads something when somebody stirs, and tries again while it cannot be; the answer ends that. */
export function loadWhenStirred(load: () => Promise<unknown>): () => void {
  let isTrying = false;
  for (const sign of SIGNS) document.addEventListener(sign, begin, { passive: true });
  return stop;

  /** One try at a time, and one in a second: the pointer moves on while a server is away. */
  function begin(): void {
    if (isTrying) return;
    isTrying = true;
    load().then(stop, () => setTimeout(() => (isTrying = false), AGAIN_MS));
  }

  function stop(): void {
    for (const sign of SIGNS) document.removeEventListener(sign, begin);
  }
}
