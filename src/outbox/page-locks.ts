import { randomKey } from './random-key';

/** This page, among all of the browser. */
export const page = randomKey();

let presence: Promise<void> | undefined;

/** Shows other pages that this one is open; settles when they can see it. */
export function showPresence(): Promise<void> {
  presence ??= hold(lockOf(page), new Promise(() => undefined));
  return presence;
}

/** Does what one page at a time may do, which is told how to know the pages that are open. */
export async function exclusively<T>(
  work: (isOpen: (page: string) => boolean) => Promise<T>,
): Promise<T> {
  let end!: () => void;
  await hold(lockOf('take over'), new Promise<void>((resolve) => (end = resolve)));
  try {
    const names = await heldNames();
    return await work((other) => names.includes(lockOf(other)));
  } finally {
    end();
  }
}

/** Calls `work` when another page is closed, in browsers that tell. */
export function whenClosed(other: string, work: () => void): void {
  if (!('locks' in navigator)) return;
  // What is behind it is done when this page does not hold it any more.
  void navigator.locks.request(lockOf(other), () => undefined).then(work, () => undefined);
}

/** Tells other pages, until the answer is called, that this one alone has changes of a user. */
export function tellUnkept(userId: string): () => void {
  let end!: () => void;
  const over = new Promise<void>((resolve) => (end = resolve));
  void hold(unkeptLock(userId, page), over);
  return end;
}

/** Whether another page has changes of a user that this browser has no room to keep. */
export async function areUnkeptElsewhere(userId: string): Promise<boolean> {
  const all = unkeptLock(userId, '');
  const own = unkeptLock(userId, page);
  return (await heldNames()).some((name) => name.startsWith(all) && name !== own);
}

function unkeptLock(userId: string, holder: string): string {
  return lockOf(`unkept ${userId} ${holder}`);
}

/** Browsers have locks where the page is served with TLS, or from this machine. */
async function hold(name: string, until: Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return;
  await new Promise<void>((held) => {
    const request = navigator.locks.request(name, () => {
      held();
      return until;
    });
    // A browser that gives none is as one that has none.
    request.catch(() => held());
  });
}

async function heldNames(): Promise<string[]> {
  if (!('locks' in navigator)) return [];
  const { held = [] } = await navigator.locks.query().catch(() => ({}) as LockManagerSnapshot);
  return held.map(({ name = '' }) => name);
}

function lockOf(name: string): string {
  return `tandem.outbox ${name}`;
}
