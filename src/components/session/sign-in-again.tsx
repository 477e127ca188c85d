import { useLayoutEffect, useRef } from 'react';
import type { User } from '@/auth/client';
import { Credentials } from './credentials';
import { leaveKeeping } from './leave-keeping';

/** Asks in place for the password when the session has ended, so that nothing on the page is lost. */
export function SignInAgain({ user }: { user: User }) {
  const dialog = useRef<HTMLDialogElement>(null);
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
      <Credentials email={user.email} />
      <button type="button" className="button-quiet mt-4" onClick={() => void leaveKeeping(user)}>
        Sign out
      </button>
    </dialog>
  );
}

function open(dialog: HTMLDialogElement | null): void {
  dialog?.showModal();
  dialog?.querySelector<HTMLInputElement>('[type=password]')?.focus();
}
