import { useSyncExternalStore } from 'react';
import { loadScript } from '@/components/ui/load-script';
import type * as EditForm from './edit-task';

let form: typeof EditForm | undefined;
const listeners = new Set<() => void>();

/** The script with the form of a task; undefined until it is there, which the first paint does not need. */
export function useEditForm(): typeof EditForm | undefined {
  return useSyncExternalStore(
    subscribe,
    () => form,
    () => undefined,
  );
}

/** Loads it for all rows. @throws when it cannot be loaded, which is tried anew each time. */
export async function loadEditForm(): Promise<typeof EditForm> {
  form = await loadScript(() => import('./edit-task'));
  for (const listener of listeners) listener();
  return form;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
