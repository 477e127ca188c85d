import { type ReactNode, useSyncExternalStore } from 'react';

/** Shows controls of a page that the server has made, which nobody can use in vain before its scripts run. */
export function HandsOff({ children }: { children: ReactNode }) {
  const isRunning = useSyncExternalStore(onNothing, isInBrowser, isOnServer);
  return (
    <fieldset disabled={!isRunning} className="contents">
      {children}
    </fieldset>
  );
}

function onNothing() {
  return () => undefined;
}

function isInBrowser(): boolean {
  return true;
}

function isOnServer(): boolean {
  return false;
}
