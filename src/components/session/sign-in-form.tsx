'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Credentials } from './credentials';
import { useSession } from './use-session';

/** Signs in and goes on to the tasks, also when somebody has signed in in another tab. */
export function SignInForm() {
  const router = useRouter();
  const { status } = useSession();
  useEffect(() => {
    if (status === 'signed-in') router.replace('/tasks');
  }, [status, router]);
  return <Credentials />;
}
