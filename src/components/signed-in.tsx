'use client';

import { useQuery } from '@tanstack/react-query';
import type { Route } from 'next';
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
  if (!('user' in session)) {
    return <GoTo path={session.status === 'deleted' ? '/?account=deleted' : '/sign-in'} />;
  }
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

function GoTo({ path }: { path: Route }) {
  const router = useRouter();
  useEffect(() => router.replace(path), [router, path]);
  return null;
}
