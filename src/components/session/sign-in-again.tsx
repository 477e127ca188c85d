import { useMutation } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { signIn, type User } from '@/auth/client';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { leave } from './leave';

/** Asks in place for the password when the session has ended, so that nothing on the page is lost. */
export function SignInAgain({ user }: { user: User }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const signingIn = useMutation({ mutationFn: signIn });
  useLayoutEffect(() => {
    const { current } = dialog;
    open(current);
    // Gives the focus back to where somebody was typing.
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      closedby="none"
      // Not every browser knows `closedby`.
      onClose={() => open(dialog.current)}
      aria-labelledby="sign-in-again"
      className="dialog"
    >
      <h2 id="sign-in-again" className="heading text-2xl">
        Sign in again
      </h2>
      <p className="mt-2 mb-6 text-muted">
        Your session has ended. What you typed is still here, and is sent when you are back.
      </p>
      <Form names={['email', 'password']} mutation={signingIn} action={['Sign in', 'Signing in …']}>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          value={user.email}
          readOnly
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </Form>
      <button type="button" className="button-quiet mt-4" onClick={() => leave(user)}>
        Sign out
      </button>
    </dialog>
  );
}

function open(dialog: HTMLDialogElement | null): void {
  dialog?.showModal();
  dialog?.querySelector<HTMLInputElement>('[type=password]')?.focus();
}
