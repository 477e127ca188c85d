import { createContext, useContext, useSyncExternalStore } from 'react';
import { today } from './due';

const MINUTE_MS = 60_000;

/** The day that the server took it for, which the first rendering has to agree with. */
export const FirstDay = createContext<string | undefined>(undefined);

/** The day that it is where the person is; renders again when the next one begins. */
export function useToday(): string {
  const first = useContext(FirstDay);
  return useSyncExternalStore(onMinute, today, () => first ?? today());
}

function onMinute(listener: () => void): () => void {
  const timer = setInterval(listener, MINUTE_MS);
  return () => clearInterval(timer);
}
