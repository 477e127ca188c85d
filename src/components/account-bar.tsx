import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import type { User } from '@/auth/client';
import { useTRPCClient } from '@/trpc/client';
import { Commands } from './commands';
import { leave } from './leave';
import type { UnsentDialogProps } from './unsent-dialog';
import { outboxOf } from './use-outbox';
import { countUnsent } from './use-unsent';

const pages = [
  { href: '/tasks', label: 'Your tasks' },
  { href: '/deleted', label: 'Deleted' },
  { href: '/settings', label: 'Settings' },
  { href: '/developers', label: 'Developers' },
] as const;

const UnsentDialog = lazy(loadDialog);

/** Who is signed in, the way to their other pages, and the way out. */
export function AccountBar({ user }: { user: User }) {
  const here = usePathname();
  const client = useTRPCClient();
  const [isAsking, setIsAsking] = useState(false);

  useEffect(() => {
    const { subscribe, getState } = outboxOf(client, user.id);
    // When it is needed, the server may be away.
    return subscribe(() => getState().entries.length > 0 && void loadDialog());
  }, [client, user.id]);

  function ask(): void {
    if (countUnsent(outboxOf(client, user.id), user.id) > 0) setIsAsking(true);
    else leave(user);
  }

  return (
    <div className="mb-8 space-y-3">
      <div className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <nav
          aria-label="Your pages"
          className="-ml-3 flex flex-wrap basis-[calc(100%+0.75rem)] sm:basis-auto"
        >
          {pages
            .filter(({ href }) => href !== here)
            .map(({ href, label }) => (
              <Link key={href} href={href} className="button-bare">
                {label}
              </Link>
            ))}
        </nav>
        <span className="min-w-0 flex-1 truncate sm:text-right">{user.email}</span>
        <Commands userId={user.id} />
        <button
          type="button"
          data-shortcut="sign-out"
          className="button-quiet shrink-0"
          onClick={ask}
        >
          Sign out
        </button>
      </div>
      {isAsking && (
        <Suspense>
          <UnsentDialog user={user} onClose={() => setIsAsking(false)} />
        </Suspense>
      )}
    </div>
  );
}

async function loadDialog(): Promise<{ default: ComponentType<UnsentDialogProps> }> {
  const loaded = await import('./unsent-dialog').catch(() => undefined);
  return { default: loaded?.UnsentDialog ?? KeepAll };
}

/** Where nothing can be asked, nothing is lost. */
function KeepAll({ user }: UnsentDialogProps) {
  useEffect(() => leave(user), [user]);
  return null;
}
