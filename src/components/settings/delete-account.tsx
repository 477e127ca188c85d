import { useState } from 'react';
import type { User } from '@/auth/client';
import { DeleteAccountDialog } from './delete-account-dialog';

/** The way to delete the account, behind a question. */
export function DeleteAccount({ user }: { user: User }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <section aria-labelledby="deletion">
      <h2 id="deletion" className="heading text-2xl">
        Delete account
      </h2>
      <p className="mt-2 mb-6 text-muted">Everything in it goes with it, for good.</p>
      <button type="button" className="button-quiet text-alarm" onClick={() => setIsAsking(true)}>
        Delete account …
      </button>
      {isAsking && <DeleteAccountDialog user={user} onClose={() => setIsAsking(false)} />}
    </section>
  );
}
