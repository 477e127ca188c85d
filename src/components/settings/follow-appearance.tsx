'use client';

import { useEffect } from 'react';
import { followAppearance } from './appearance-store';

/** Keeps a page in the colours that are chosen in any tab. */
export function FollowAppearance() {
  useEffect(followAppearance, []);
  return null;
}
