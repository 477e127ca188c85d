'use client';

import { useMutation } from '@tanstack/react-query';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { signUp } from '@/auth/client';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { NewPassword } from '@/components/ui/new-password';

/** Makes an account and goes on. */
export function SignUpForm({ destination }: { destination: Route }) {
  const router = useRouter();
  const signingUp = useMutation({
    mutationFn: (fields: Parameters<typeof signUp>[0]) =>
      signUp({ ...fields, name: fields.name.trim() }),
  });
  return (
    <Form
      names={['name', 'email', 'password']}
      mutation={signingUp}
      onDone={() => router.replace(destination)}
      action={['Sign up', 'Signing up …']}
    >
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={255}
        pattern=".*\S.*"
        words="Write your name."
        required
      />
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <NewPassword label="Password" name="password" />
    </Form>
  );
}
