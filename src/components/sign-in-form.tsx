'use client';

import { useRouter } from 'next/navigation';
import { signIn } from '@/auth/client';
import { CredentialsForm } from './credentials-form';
import { Field } from './field';

/** Signs in and goes on to the tasks. */
export function SignInForm() {
  const router = useRouter();
  return (
    <CredentialsForm
      names={['email', 'password']}
      submit={signIn}
      onDone={() => router.replace('/tasks')}
      action="Sign in"
    >
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
    </CredentialsForm>
  );
}
