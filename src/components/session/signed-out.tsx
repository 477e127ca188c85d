import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { finishSignOut } from '@/auth/client';

const PAUSE_MS = 2_000;

/** Stands where the pages of somebody were who has signed out, until the server knows. */
export function SignedOut() {
  const { isSuccess, failureCount, refetch } = useQuery({
    queryKey: ['sign-out'],
    queryFn: async () => {
      await finishSignOut();
      return true;
    },
    retry: true,
    retryDelay: PAUSE_MS,
    gcTime: 0,
  });
  useEffect(() => {
    // Loaded anew, so that nothing is left in memory.
    if (isSuccess) window.location.replace('/sign-in');
  }, [isSuccess]);
  useEffect(() => {
    const tryNow = () => void refetch({ cancelRefetch: true });
    window.addEventListener('online', tryNow);
    return () => window.removeEventListener('online', tryNow);
  }, [refetch]);
  if (failureCount === 0) return <output className="text-muted">Signing out …</output>;
  return <Untold />;
}

function Untold() {
  return (
    <div role="alert" className="max-w-prose">
      <h1 ref={takeFocus} tabIndex={-1} className="heading text-4xl">
        You are signed out here
      </h1>
      <p className="mt-6 text-lg">
        Tandem cannot be reached, so your session has not ended on the server yet. This page ends it
        as soon as it can; if you close it, the next page of Tandem that is opened in this browser
        does.
      </p>
    </div>
  );
}

/** What had it is gone. */
function takeFocus(heading: HTMLElement | null): void {
  heading?.focus();
}
