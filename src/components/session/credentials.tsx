import { useMutation } from '@tanstack/react-query';
import { signIn } from '@/auth/client';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';

interface CredentialsProps {
  /** That of the person, where it is known who they are. */
  email?: string;
}

/** Asks for e-mail and password, and signs in with them. */
export function Credentials({ email }: CredentialsProps) {
  const signingIn = useMutation({ mutationFn: signIn });
  return (
    <Form names={['email', 'password']} mutation={signingIn} action={['Sign in', 'Signing in …']}>
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        value={email}
        readOnly={email !== undefined}
        required
      />
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
