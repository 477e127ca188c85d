'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { signIn } from '@/auth/client';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { useSession } from './use-session';

/** Signs in and goes on to the tasks, also when somebody has signed in in another tab. */
export function SignInForm() {
  const router = useRouter();
  const { status } = useSession();
  const signingIn = useMutation({ mutationFn: signIn });
  useEffect(() => {
    if (status === 'signed-in') router.replace('/tasks');
  }, [status, router]);
  return (
    <Form names={['email', 'password']} mutation={signingIn} action={['Sign in', 'Signing in …']}>
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
    </Form>
  );
}
