import { useSyncExternalStore } from 'react';
import { recall, remember } from '@/components/ui/browser-memory';

const NAME = 'tandem.single-keys';
const listeners = new Set<() => void>();
let isOn: boolean | undefined;

/** Whether shortcuts without Ctrl or ⌘ are on (WCAG 2.2, 2.1.4), as was chosen in any tab of this browser. */
export function areSingleKeysOn(): boolean {
  isOn ??= recall(NAME) !== 'off';
  return isOn;
}

/** The same for what is rendered. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn, () => true);
}

/** Turns them on or off in all tabs. */
export function turnSingleKeys(on: boolean): void {
  remember(NAME, on ? 'on' : 'off');
  isOn = on;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key !== NAME) return;
    isOn = undefined;
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}
