'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { accessToken } from '@/auth/client';
import { AccountBar } from './account-bar';
import { Failure } from './failure';
import { SignInAgain } from './sign-in-again';
import { TaskList } from './task-list';
import { useSession } from './use-session';

/** The tasks of whoever is signed in, and what to show until that is known and when it ends. */
export function TaskBoard() {
  const session = useSession();
  if (session.status === 'unknown') return <Resume />;
  if (session.status === 'signed-out') return <ToSignIn />;
  const { user } = session;
  return (
    <>
      <AccountBar user={user} />
      <TaskList key={user.id} userId={user.id} />
      {session.status === 'ended' && <SignInAgain user={user} />}
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

function ToSignIn() {
  const router = useRouter();
  useEffect(() => router.replace('/sign-in'), [router]);
  return null;
}
