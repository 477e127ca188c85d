import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Route } from 'next';
import Link from 'next/link';
import { signOut, type User } from '@/auth/client';
import { Failure } from './failure';

interface AccountBarProps {
  user: User;
  /** The other page of the user. */
  elsewhere: { href: Route; label: string };
}

/** Who is signed in, the way to their other page, and the way out. */
export function AccountBar({ user, elsewhere }: AccountBarProps) {
  const queryClient = useQueryClient();
  const leaving = useMutation({ mutationFn: signOut, onSuccess: () => queryClient.clear() });
  return (
    <div className="mb-8 space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
        <span className="min-w-0 grow basis-full truncate sm:basis-0">{user.email}</span>
        <Link href={elsewhere.href} className="button-bare -ml-3 shrink-0 sm:ml-0">
          {elsewhere.label}
        </Link>
        <button
          type="button"
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
