import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { User } from '@/auth/client';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { NewPassword } from '@/components/ui/new-password';
import { useTRPC, useTRPCClient } from '@/trpc/procedures';

/** Changes the password, which signs every other device out. */
export function ChangePassword({ user }: { user: User }) {
  const { sessions } = useTRPC();
  const { account } = useTRPCClient();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (passwords: { current_password: string; new_password: string }) =>
      account.changePassword.mutate({ user_id: user.id, ...passwords }),
    onSuccess: () => void queryClient.invalidateQueries(sessions.list.pathFilter()),
  });

  return (
    <section aria-labelledby="password" className="max-w-sm">
      <h2 id="password" className="heading text-2xl">
        Password
      </h2>
      <p className="mt-2 mb-6 text-muted">A new one signs you out on all other devices.</p>
      <Form
        names={['current_password', 'new_password']}
        mutation={change}
        onDone={(form) => form.reset()}
        username={user.email}
        action={['Change password', 'Changing …']}
      >
        <Field
          label="Current password"
          name="current_password"
          type="password"
          autoComplete="current-password"
          required
        />
        <NewPassword label="New password" name="new_password" />
      </Form>
      <output className="mt-5 block empty:mt-0">
        {change.isSuccess && 'Your password is changed. All other devices are signed out.'}
      </output>
    </section>
  );
}
