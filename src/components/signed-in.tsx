'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { accessToken, type User } from '@/auth/client';
import { Failure } from './failure';
import { SignInAgain } from './sign-in-again';
import { useSession } from './use-session';

/** Shows `children` to whoever is signed in, and what to do until that is known and when it ends. */
export function SignedIn({ children }: { children: (user: User) => ReactNode }) {
  const session = useSession();
  if (session.status === 'unknown') return <Resume />;
  if (session.status === 'deleted') return <Farewell />;
  if (!('user' in session)) return <GoToSignIn />;
  return (
    <>
      {children(session.user)}
      {session.status === 'ended' && <SignInAgain user={session.user} />}
    </>
  );
}

/** After a reload the token is gone from memory: the cookie gives another. */
function Resume() {
  const { error, refetch } = useQuery({
    queryKey: ['resume'],
    queryFn: async () => !!(await accessToken()),
    retry: false,
    gcTime: 0,
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return <output className="text-muted">Loading …</output>;
}

function GoToSignIn() {
  const router = useRouter();
  useEffect(() => router.replace('/sign-in'), [router]);
  return null;
}

/** Loads the start page anew: nothing of the account may be left in memory. */
function Farewell() {
  useEffect(() => window.location.replace('/?account=deleted'), []);
  return null;
}
