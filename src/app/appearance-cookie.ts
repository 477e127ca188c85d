import { cookies } from 'next/headers';
import { type Appearance, APPEARANCE_COOKIE, toAppearance } from '@/contract/appearance';

/** How the browser wants its pages, so that the first frame it paints is right. */
export async function keptAppearance(): Promise<Appearance> {
  return toAppearance((await cookies()).get(APPEARANCE_COOKIE)?.value);
}
