'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Credentials } from './credentials';
import { useSession } from './use-session';

/** Signs in and goes on, also when somebody has signed in in another tab. */
export function SignInForm({ destination }: { destination: Route }) {
  const router = useRouter();
  const { status } = useSession();
  useEffect(() => {
    if (status === 'signed-in') router.replace(destination);
  }, [status, router, destination]);
  return <Credentials />;
}
