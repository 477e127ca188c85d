import { useEffect, useState } from 'react';
import type { TaskToaster } from './toaster';

/** What people do before they do anything that is answered by a toast. */
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'keydown'];

/** Where toasts appear; what shows them is loaded when somebody stirs, and tried again while it cannot be. */
export function Toasts() {
  const [Loaded, setLoaded] = useState<typeof TaskToaster>();
  useEffect(() => {
    if (Loaded) return;
    const load = () => {
      import('./toaster').then(
        (module) => setLoaded(() => module.TaskToaster),
        () => undefined,
      );
    };
    for (const sign of SIGNS) document.addEventListener(sign, load, { passive: true });
    return () => SIGNS.forEach((sign) => document.removeEventListener(sign, load));
  }, [Loaded]);
  return Loaded && <Loaded />;
}
