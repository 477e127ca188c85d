import { useEffect, useState } from 'react';
import { loadWhenStirred } from './load-when-stirred';
import type { TaskToaster } from './toaster';

/** Where toasts appear; what shows them is loaded when somebody stirs. */
export function Toasts() {
  const [Loaded, setLoaded] = useState<typeof TaskToaster>();
  useEffect(() => {
    return loadWhenStirred(async () => {
      const toaster = await import('./toaster');
      setLoaded(() => toaster.TaskToaster);
    });
  }, []);
  return Loaded && <Loaded />;
}
