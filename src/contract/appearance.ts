/** How the pages look; `system` is what the device asks for. */
export const appearances = ['system', 'light', 'dark'] as const;

export type Appearance = (typeof appearances)[number];

/** The cookie in which a browser keeps it. */
export const APPEARANCE_COOKIE = 'tandem-appearance';

/** What it was kept as; anything else is `system`. */
export function toAppearance(kept: unknown): Appearance {
  return appearances.find((appearance) => appearance === kept) ?? 'system';
}
