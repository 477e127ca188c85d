import { useRef } from 'react';
import type { User } from '@/auth/client';
import { DeleteAccountForm } from './delete-account-form';

/** The way to delete the account, behind a question. */
export function DeleteAccount({ user }: { user: User }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <section aria-labelledby="deletion">
      <h2 id="deletion" className="heading text-2xl">
        Delete account
      </h2>
      <p className="mt-2 mb-6 text-muted">Everything in it goes with it, for good.</p>
      <button
        type="button"
        className="button-quiet text-alarm"
        onClick={() => dialog.current?.showModal()}
      >
        Delete account …
      </button>
      <dialog ref={dialog} aria-labelledby="delete-account" className="dialog">
        <DeleteAccountForm user={user} cancel={() => dialog.current?.close()} />
      </dialog>
    </section>
  );
}
