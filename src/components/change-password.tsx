import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { User } from '@/auth/client';
import { useTRPC } from '@/trpc/client';
import { Failure } from './failure';
import { Field } from './field';
import { useProblemFields } from './use-problem-fields';

/** Changes the password, which signs every other device out. */
export function ChangePassword({ user }: { user: User }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = useMutation(trpc.account.changePassword.mutationOptions());
  const { form, wrong } = useProblemFields(change.error);

  function submit(data: FormData): void {
    const [current, next] = [data.get('current'), data.get('new')].map(String) as [string, string];
    change.mutate(
      { user_id: user.id, current_password: current, new_password: next },
      {
        onSuccess() {
          form.current?.reset();
          void queryClient.invalidateQueries(trpc.sessions.list.pathFilter());
        },
      },
    );
  }

  return (
    <section aria-labelledby="password">
      <h2 id="password" className="heading text-2xl">
        Password
      </h2>
      <p className="mt-2 mb-6 text-muted">A new one signs you out on all other devices.</p>
      <form
        ref={form}
        className="grid max-w-sm gap-5"
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.isPending) submit(new FormData(event.currentTarget));
        }}
      >
        {/* Tells a password manager whose password it is. */}
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <Field
          label="Current password"
          name="current"
          type="password"
          autoComplete="current-password"
          error={wrong.current_password}
          required
        />
        <Field
          label="New password"
          name="new"
          type="password"
          autoComplete="new-password"
          hint="At least 8 characters."
          error={wrong.new_password}
          minLength={8}
          maxLength={128}
          required
        />
        {change.isError && Object.keys(wrong).length === 0 && <Failure error={change.error} />}
        <button type="submit" className="button" disabled={change.isPending}>
          {change.isPending ? 'Changing …' : 'Change password'}
        </button>
        <output>
          {change.isSuccess && 'Your password is changed. All other devices are signed out.'}
        </output>
      </form>
    </section>
  );
}
