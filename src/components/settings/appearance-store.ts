import { onNews, tellOtherTabs } from '@/auth/other-tabs';
import { type Appearance, APPEARANCE_COOKIE, toAppearance } from '@/contract/appearance';

const YEAR_S = 365 * 86_400;

const listeners = new Set<() => void>();

/** How this page looks. */
export function getAppearance(): Appearance {
  return toAppearance(document.documentElement.dataset.appearance);
}

/** Calls `listener` whenever `getAppearance` has something new; the answer ends that. */
export function onAppearanceChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows it in all tabs of this browser, which keeps it for a year. */
export function chooseAppearance(appearance: Appearance): void {
  document.cookie = `${APPEARANCE_COOKIE}=${appearance}; path=/; max-age=${YEAR_S}; samesite=lax`;
  show(appearance);
  tellOtherTabs({ said: 'appearance', appearance });
}

/** Shows what the browser has kept, and from then on what other tabs choose; the answer ends that. */
export function followAppearance(): () => void {
  const [, kept] = new RegExp(`\\b${APPEARANCE_COOKIE}=(\\w+)`).exec(document.cookie) ?? [];
  show(toAppearance(kept));
  return onNews((news) => news.said === 'appearance' && show(news.appearance));
}

function show(appearance: Appearance): void {
  document.documentElement.dataset.appearance = appearance;
  for (const listener of listeners) listener();
}
