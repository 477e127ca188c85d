import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from './failure';

interface CredentialsFormProps<Names extends string> {
  /** The names of the fields in `children`. */
  names: readonly Names[];
  submit: (fields: Record<Names, string>) => Promise<void>;
  onDone?: () => void;
  action: string;
  children: ReactNode;
}

/** A form that signs somebody in; what was typed stays when that fails. */
export function CredentialsForm<Names extends string>(props: CredentialsFormProps<Names>) {
  const submission = useMutation({ mutationFn: props.submit, onSuccess: () => props.onDone?.() });
  return (
    <form
      className="grid gap-5"
      // Sent before the script is there, a form without a method would put the password into the URL.
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const fields = props.names.map((name) => [name, String(data.get(name))]);
        submission.mutate(Object.fromEntries(fields));
      }}
    >
      {props.children}
      {submission.isError && <Failure error={submission.error} />}
      <button type="submit" className="button" disabled={submission.isPending}>
        {props.action}
      </button>
    </form>
  );
}
