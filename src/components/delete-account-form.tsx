import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetAccount, type User } from '@/auth/client';
import { useTRPC } from '@/trpc/client';
import { Failure } from './failure';
import { Field } from './field';
import { useProblemFields } from './use-problem-fields';

/** Says what is lost, asks for the password, and deletes the account. */
export function DeleteAccountForm({ user, cancel }: { user: User; cancel: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const deletion = useMutation(
    trpc.account.delete.mutationOptions({
      async onSuccess() {
        forgetAccount(user);
        queryClient.clear();
      },
    }),
  );
  const { form, wrong } = useProblemFields(deletion.error);
  const isBusy = deletion.isPending || deletion.isSuccess;
  return (
    <form
      ref={form}
      className="grid gap-5"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        const password = String(new FormData(event.currentTarget).get('password'));
        if (!isBusy) deletion.mutate({ user_id: user.id, current_password: password });
      }}
    >
      <h3 id="delete-account" className="heading text-2xl">
        Delete your account?
      </h3>
      <p>
        All tasks of <strong className="break-all">{user.email}</strong> are lost, deleted ones
        included, and every device is signed out. This cannot be undone.
      </p>
      <input type="email" autoComplete="username" value={user.email} readOnly hidden />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        error={wrong.current_password}
        required
      />
      {deletion.isError && Object.keys(wrong).length === 0 && <Failure error={deletion.error} />}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button-alarm" disabled={isBusy}>
          {isBusy ? 'Deleting …' : 'Delete for good'}
        </button>
        <button type="button" className="button-quiet" disabled={isBusy} onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
