import { useEffect, useSyncExternalStore } from 'react';
import { loadScript } from '@/components/ui/load-script';
import type * as EditForm from './edit-task';

let form: typeof EditForm | undefined;
const listeners = new Set<() => void>();

/** The script with the form of a task; undefined until it is there, which the first paint does not need. */
export function useEditForm(isNeeded: boolean): typeof EditForm | undefined {
  const loaded = useSyncExternalStore(
    subscribe,
    () => form,
    () => undefined,
  );
  useEffect(() => {
    // Where that fails, it is tried again when somebody stirs.
    if (isNeeded && !loaded) loadEditForm().catch(() => undefined);
  }, [isNeeded, loaded]);
  return loaded;
}

/** Loads it for all rows. @throws when it cannot be loaded, which is tried anew each time. */
export async function loadEditForm(): Promise<void> {
  form = await loadScript(() => import('./edit-task'));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
