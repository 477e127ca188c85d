'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { accessToken, type User } from '@/auth/client';
import { Failure } from './failure';
import { HandsOff } from './hands-off';
import { SignInAgain } from './sign-in-again';
import { useSession } from './use-session';

export interface SignedInProps {
  /** Whose cookie the server has found to be good. */
  known: User | undefined;
}

interface SignedInChildren {
  children: (user: User) => ReactNode;
}

/** Shows `children` to whoever is signed in, and what to do until that is known and when it ends. */
export function SignedIn({ known, children }: SignedInProps & SignedInChildren) {
  const session = useSession();
  useEffect(() => {
    window.addEventListener('pageshow', loadAnew);
    return () => window.removeEventListener('pageshow', loadAnew);
  }, []);
  if (session.status === 'deleted') return <GoTo path="/?account=deleted" />;
  if (session.status === 'signed-out') return <GoTo path="/sign-in" />;
  const user = 'user' in session ? session.user : known;
  return (
    <>
      {session.status === 'unknown' && <Resume isQuiet={user !== undefined} />}
      {user && <HandsOff>{children(user)}</HandsOff>}
      {session.status === 'ended' && <SignInAgain user={session.user} />}
    </>
  );
}

/** After a reload the token is gone from memory: the cookie gives another. */
function Resume({ isQuiet }: { isQuiet: boolean }) {
  const { error, refetch } = useQuery({
    queryKey: ['resume'],
    queryFn: async () => !!(await accessToken()),
    retry: false,
    gcTime: 0,
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return isQuiet ? null : <output className="text-muted">Loading …</output>;
}

/** Loads a page anew: nothing of the account may be left in memory. */
function GoTo({ path }: { path: string }) {
  useEffect(() => window.location.replace(path), [path]);
  return null;
}

/** A page that the browser has kept may be of somebody who has left since. */
function loadAnew({ persisted }: PageTransitionEvent): void {
  if (persisted) window.location.reload();
}
