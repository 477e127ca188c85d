import { useMutation } from '@tanstack/react-query';
import { forgetAccount, type User } from '@/auth/client';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { useModal } from '@/components/ui/use-modal';
import { useTRPCClient } from '@/trpc/procedures';

interface DeleteAccountDialogProps {
  user: User;
  onClose: () => void;
}

/** Says what is lost, asks for the password, and deletes the account; it cannot be closed meanwhile. */
export function DeleteAccountDialog({ user, onClose }: DeleteAccountDialogProps) {
  const { account } = useTRPCClient();
  const dialog = useModal();
  const deletion = useMutation({
    mutationFn: (password: { current_password: string }) =>
      account.delete.mutate({ user_id: user.id, ...password }),
    onSuccess: () => forgetAccount(user),
  });

  return (
    <dialog
      ref={dialog}
      closedby={deletion.isPending ? 'none' : 'closerequest'}
      // Not every browser knows `closedby`.
      onCancel={(event) => deletion.isPending && event.preventDefault()}
      onClose={onClose}
      aria-labelledby="delete-account"
      className="dialog"
    >
      <h3 id="delete-account" className="heading text-2xl">
        Delete your account?
      </h3>
      <p className="mt-4 mb-5">
        All tasks of <strong className="break-words">{user.email}</strong> are lost, deleted ones
        included, and every device is signed out. This cannot be undone.
      </p>
      <Form
        names={['current_password']}
        mutation={deletion}
        username={user.email}
        action={['Delete for good', 'Deleting …']}
        look="button-alarm"
        beside={
          <button
            type="button"
            className="button-quiet"
            aria-disabled={deletion.isPending}
            onClick={() => deletion.isPending || dialog.current?.close()}
          >
            Cancel
          </button>
        }
      >
        <Field
          label="Password"
          name="current_password"
          type="password"
          autoComplete="current-password"
          required
        />
      </Form>
    </dialog>
  );
}
