'use client';

import { ShortcutSettings } from '@/components/keyboard/shortcut-settings';
import { CutOff } from '@/components/outgoing/cut-off';
import { SignedIn, type SignedInProps } from '@/components/session/signed-in';
import { Procedures } from '@/trpc/procedures';
import { Appearance } from './appearance';
import { ChangePassword } from './change-password';
import { DeleteAccount } from './delete-account';
import { Sessions } from './sessions';

/** What whoever is signed in can do with their account. */
export function Settings({ known }: Pick<SignedInProps, 'known'>) {
  return (
    <SignedIn known={known}>
      {(user) => (
        <Procedures>
          <CutOff />
          <h1 className="heading mb-10 text-4xl">Settings</h1>
          <div key={user.id} className="grid grid-cols-1 gap-12">
            <Sessions userId={user.id} />
            <Appearance />
            <ShortcutSettings />
            <ChangePassword user={user} />
            <DeleteAccount user={user} />
          </div>
        </Procedures>
      )}
    </SignedIn>
  );
}
