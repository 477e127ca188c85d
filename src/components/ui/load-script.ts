import { useSyncExternalStore } from 'react';

/** What the loader of scripts says about one that did not come. */
const MISSING = /\/_next\/\S+?\.js/;

let isOutdated = false;
const listeners = new Set<() => void>();

/** Loads a script that is not needed at first. @throws when it cannot be loaded, which is tried anew each time. */
export async function loadScript<Script>(load: () => Promise<Script>): Promise<Script> {
  try {
    return await load();
  } catch (failure) {
    if (await isGone(failure)) noteOutdated();
    throw failure;
  }
}

/** Whether the server has newer scripts than this page, which may need one that is not there any more. */
export function useOutdated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isOutdated,
    () => false,
  );
}

/** A server that is away answers nothing. */
async function isGone(failure: unknown): Promise<boolean> {
  const [script] = MISSING.exec(String(failure)) ?? [];
  if (script === undefined) return false;
  const answer = await fetch(script, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  return answer?.status === 404;
}

function noteOutdated(): void {
  isOutdated = true;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
