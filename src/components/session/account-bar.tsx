import { type ComponentType, lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import type { User } from '@/auth/client';
import { countUnsent } from '@/components/feed/count-unsent';
import { outboxOf } from '@/components/feed/use-outbox';
import { Commands } from '@/components/palette/commands';
import { areUnkeptElsewhere } from '@/outbox/page-locks';
import { leave } from './leave';
import { leaveKeeping } from './leave-keeping';
import { PageTabs } from './page-tabs';
import type { UnsentDialogProps } from './unsent-dialog';

const UnsentDialog = lazy(loadDialog);

/** Who is signed in, their pages, what they can search or do, and the way out. */
export function AccountBar({ user }: { user: User }) {
  const [isAsking, setIsAsking] = useState(false);

  useEffect(() => {
    const { subscribe, getState } = outboxOf(user.id);
    // When it is needed, the server may be away.
    return subscribe(() => getState().entries.length > 0 && void loadDialog());
  }, [user.id]);

  async function ask(): Promise<void> {
    const count = countUnsent(outboxOf(user.id), user.id);
    if (count > 0 || (await areUnkeptElsewhere(user.id))) setIsAsking(true);
    else await leave(user);
  }

  return (
    <>
      <div className="account">
        <Commands userId={user.id} />
        <button type="button" data-shortcut="sign-out" className="button-quiet" onClick={ask}>
          Sign out
        </button>
      </div>
      <div className="-mt-3 mb-5 flex flex-wrap items-center gap-x-6 border-line text-sm sm:mb-8 sm:border-b">
        <PageTabs />
        <span className="min-w-0 truncate text-muted max-sm:sr-only sm:ml-auto">{user.email}</span>
      </div>
      {isAsking && (
        <Suspense>
          <UnsentDialog user={user} onClose={() => setIsAsking(false)} />
        </Suspense>
      )}
    </>
  );
}

async function loadDialog(): Promise<{ default: ComponentType<UnsentDialogProps> }> {
  const loaded = await import('./unsent-dialog').catch(() => undefined);
  return { default: loaded?.UnsentDialog ?? KeepAll };
}

/** Where the dialog cannot be loaded, all is kept that can be. */
function KeepAll({ user, onClose }: UnsentDialogProps) {
  const answer = useEffectEvent(async () => (await leaveKeeping(user)) || onClose());
  useEffect(() => void answer(), []);
  return null;
}
