'use client';

import { useRouter } from 'next/navigation';
import { signUp } from '@/auth/client';
import { CredentialsForm } from './credentials-form';
import { Field } from './field';

/** Makes an account and goes on to the tasks. */
export function SignUpForm() {
  const router = useRouter();
  return (
    <CredentialsForm
      names={['name', 'email', 'password']}
      submit={signUp}
      onDone={() => router.replace('/tasks')}
      action="Sign up"
    >
      <Field label="Name" name="name" autoComplete="name" maxLength={255} required />
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        minLength={8}
        maxLength={128}
        required
      />
    </CredentialsForm>
  );
}
