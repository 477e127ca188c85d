import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { signOut, type User } from '@/auth/client';
import { Commands } from './commands';
import { Failure } from './failure';

const pages = [
  { href: '/tasks', label: 'Your tasks' },
  { href: '/deleted', label: 'Deleted' },
  { href: '/settings', label: 'Settings' },
  { href: '/developers', label: 'Developers' },
] as const;

/** Who is signed in, the way to their other pages, and the way out. */
export function AccountBar({ user }: { user: User }) {
  const here = usePathname();
  const queryClient = useQueryClient();
  const leaving = useMutation({ mutationFn: signOut, onSuccess: () => queryClient.clear() });
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
          aria-disabled={leaving.isPending}
          onClick={() => leaving.isPending || leaving.mutate()}
        >
          Sign out
        </button>
      </div>
      {leaving.isError && <Failure error={leaving.error} />}
    </div>
  );
}
