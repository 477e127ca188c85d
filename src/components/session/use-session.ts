import { useSyncExternalStore } from 'react';
import { getSession, onSessionChange, type Session } from '@/auth/client';

/** Who is signed in on this page; renders again when that changes. */
export function useSession(): Session {
  return useSyncExternalStore(onSessionChange, getSession, getSession);
}
