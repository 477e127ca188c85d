import type { Appearance } from '@/contract/appearance';

/** What the tabs of one browser tell each other: what became of a person’s session, and how pages look. */
export type News =
  | { said: 'signed-in' }
  | { said: 'left' | 'deleted'; userId: string }
  | { said: 'appearance'; appearance: Appearance };

/** None on a server, which has no tabs, and which an open channel would keep from ending. */
const channel = typeof window === 'undefined' ? undefined : new BroadcastChannel('tandem');

/** Tells all other tabs of this browser, hidden ones too. */
export function tellOtherTabs(news: News): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has no target.
  channel?.postMessage(news);
}

/** Calls `listener` with what other tabs tell; the answer ends that. */
export function onNews(listener: (news: News) => void): () => void {
  const hear = ({ data }: MessageEvent<News>) => listener(data);
  channel?.addEventListener('message', hear);
  return () => channel?.removeEventListener('message', hear);
}
