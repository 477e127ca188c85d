'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { accessToken, expectUser, type User } from '@/auth/client';
import { Outdated } from '@/components/outgoing/outdated';
import { Failure } from '@/components/ui/failure';
import { useOutdated } from '@/components/ui/load-script';
import { useScript } from '@/components/ui/use-script';
import { AccountBar } from './account-bar';
import { HandsOff } from './hands-off';
import { readAnewWhenBack } from './read-anew';
import { SignedOut } from './signed-out';
import { useArrival } from './use-arrival';
import { useSession } from './use-session';

export interface SignedInProps {
  /** Whose cookie the server has found to be good. */
  known: User | undefined;
}

interface SignedInChildren {
  children: (user: User) => ReactNode;
}

/** Shows their bar and `children` to whoever is signed in, and what to do until that is known and when it ends. */
export function SignedIn({ known, children }: SignedInProps & SignedInChildren) {
  const session = useSession();
  const isOutdated = useOutdated();
  useEffect(readAnewWhenBack, []);
  useArrival();
  useEffect(() => known && expectUser(known), [known]);
  if (session.status === 'signed-out') return <GoToSignIn />;
  if (session.status === 'left') return <SignedOut />;
  if ('userId' in session) return null;
  const user = 'user' in session ? session.user : known;
  return (
    <>
      {session.status === 'unknown' && <Resume isQuiet={user !== undefined} />}
      {user && (
        <HandsOff>
          <AccountBar user={user} />
          {isOutdated && <Outdated userId={user.id} />}
          {children(user)}
        </HandsOff>
      )}
      {session.status === 'ended' && <AskToSignIn user={session.user} />}
    </>
  );
}

/** After a reload the token is gone from memory: the cookie gives another. */
function Resume({ isQuiet }: { isQuiet: boolean }) {
  const { data: failure, refetch } = useQuery({
    queryKey: ['resume'],
    // As what was read last, it stays while it is tried again, and the focus on its button with it.
    queryFn: () => accessToken().then(() => null, toFailure),
    structuralSharing: false,
    gcTime: 0,
  });
  if (failure)
    return (
      <div className="mb-6">
        <Failure {...failure} retry={() => void refetch()} />
      </div>
    );
  return isQuiet ? null : <output className="text-muted">Loading …</output>;
}

function toFailure(error: unknown) {
  return { error };
}

/** Loads a page anew: nothing of the account may be left in memory. */
function GoToSignIn() {
  useEffect(() => {
    const { pathname, search } = window.location;
    window.location.replace(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
  }, []);
  return null;
}

function AskToSignIn({ user }: { user: User }) {
  const { script } = useScript('sign-in-again', () => import('./sign-in-again'));
  return script && <script.SignInAgain user={user} />;
}
