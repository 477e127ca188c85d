'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { getSession, onSessionChange } from '@/auth/client';
import { Failure } from '@/components/ui/failure';
import { showReference } from './show-reference';
import { WhoTries } from './who-tries';
import './reference.css';

/** Every operation of the API, to read and to try as whoever is signed in. */
export function ApiReference({ hasSession }: { hasSession: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const { isPending, error, refetch } = useQuery({
    queryKey: ['reference'],
    queryFn: async () => {
      await showReference(place.current!, hasSession);
      return true;
    },
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  useEffect(() => onSessionChange(forgetWhoLeft), []);
  useEffect(() => leaveWholly, []);
  return (
    <div className="reference">
      <div className="reference-head">
        <h1 className="heading text-4xl">API reference</h1>
        <p className="mt-3 max-w-prose">
          Every path, status and header, made from the{' '}
          <a href="/api/openapi.json" download>
            OpenAPI document
          </a>
          .
        </p>
        <p className="mt-2 max-w-prose">
          <WhoTries hasSession={hasSession} />
        </p>
        {error && <Failure error={error} retry={() => void refetch()} />}
        {isPending && <output className="mt-6 block text-muted">Loading …</output>}
      </div>
      <div ref={place} />
    </div>
  );
}

/** Scalar holds the token: loaded anew, the page knows nothing of it. */
function forgetWhoLeft(): void {
  if (getSession().status === 'left') window.location.reload();
}

/** The next page gets a document of its own: without the styles of Scalar, and without what this page's policy lets them do. */
function leaveWholly(): void {
  if (!/^\/docs\/?$/.test(window.location.pathname)) window.location.reload();
}
