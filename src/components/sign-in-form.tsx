'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { signIn } from '@/auth/client';
import { Field } from './field';
import { Form } from './form';

/** Signs in and goes on to the tasks. */
export function SignInForm() {
  const router = useRouter();
  const signingIn = useMutation({ mutationFn: signIn });
  return (
    <Form
      names={['email', 'password']}
      mutation={signingIn}
      onDone={() => router.replace('/tasks')}
      action={['Sign in', 'Signing in …']}
    >
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
