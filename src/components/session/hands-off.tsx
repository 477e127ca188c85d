import type { ReactNode } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';

/** Shows controls of a page that the server has made, which nobody can use in vain before its scripts run. */
export function HandsOff({ children }: { children: ReactNode }) {
  return (
    <fieldset disabled={!useHydrated()} className="contents">
      {children}
    </fieldset>
  );
}
