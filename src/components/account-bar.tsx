import { useMutation, useQueryClient } from '@tanstack/react-query';
import { signOut, type User } from '@/auth/client';
import { Failure } from './failure';

/** Who is signed in, and the way out. */
export function AccountBar({ user }: { user: User }) {
  const queryClient = useQueryClient();
  const leaving = useMutation({ mutationFn: signOut, onSuccess: () => queryClient.clear() });
  return (
    <div className="mb-8 space-y-3">
      <div className="flex items-center justify-between gap-4 text-sm text-muted">
        <span className="truncate">{user.email}</span>
        <button
          type="button"
          className="button-quiet shrink-0"
          disabled={leaving.isPending}
          onClick={() => leaving.mutate()}
        >
          Sign out
        </button>
      </div>
      {leaving.isError && <Failure error={leaving.error} />}
    </div>
  );
}
