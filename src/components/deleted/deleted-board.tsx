'use client';

import { SignedIn, type SignedInProps } from '@/components/session/signed-in';
import { Procedures } from '@/trpc/procedures';
import { DeletedList } from './deleted-list';

/** What whoever is signed in has deleted and can bring back. */
export function DeletedBoard({ known }: SignedInProps) {
  return (
    <SignedIn known={known}>
      {(user) => (
        <Procedures>
          <DeletedList key={user.id} userId={user.id} />
        </Procedures>
      )}
    </SignedIn>
  );
}
