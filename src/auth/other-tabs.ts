/** None on a server, which has no tabs, and which an open channel would keep from ending. */
const channel = typeof window === 'undefined' ? undefined : new BroadcastChannel('tandem-deleted');

/** Tells the other tabs of this browser that an account is deleted. */
export function tellOtherTabs(userId: string): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has no target.
  channel?.postMessage(userId);
}

/** Calls `listener` with the id of an account that another tab has deleted. */
export function onWordOfOtherTabs(listener: (userId: string) => void): void {
  channel?.addEventListener('message', ({ data }) => listener(String(data)));
}
