'use client';

import { DeletedList } from './deleted-list';
import { SignedIn, type SignedInProps } from './signed-in';

/** What whoever is signed in has deleted and can bring back. */
export function DeletedBoard({ known }: SignedInProps) {
  return (
    <SignedIn known={known}>{(user) => <DeletedList key={user.id} userId={user.id} />}</SignedIn>
  );
}
