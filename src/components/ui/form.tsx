import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { fieldOf } from '@/auth/client-http';
import { problemOf } from '@/trpc/problem';
import { Failure } from './failure';
import { WrongFields } from './field';
import { useHydrated } from './use-hydrated';

interface FormProps<Name extends string> {
  /** The names of the fields in `children`. */
  names: readonly Name[];
  /** Gets what was typed, by these names. */
  mutation: UseMutationResult<unknown, unknown, Record<Name, string>>;
  onDone?: (form: HTMLFormElement) => void;
  /** Tells a password manager whose password it is, where no field does. */
  username?: string;
  /** What the button says, and while it is busy. */
  action: [ready: string, busy: string];
  look?: 'button' | 'button-alarm';
  /** Stands beside the button. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A form whose fields say what is wrong with them; what was typed stays when it fails. */
export function Form<Name extends string>(props: FormProps<Name>) {
  const { names, mutation, onDone, username, action, look = 'button', beside, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const { error, isPending } = mutation;
  const isHydrated = useHydrated();
  const wrong = wrongIn(error);
  const isTold = wrong.length > 0 && wrong.every(([name]) => names.some((shown) => shown === name));
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [error]);

  function submit(to: HTMLFormElement): void {
    const data = new FormData(to);
    const fields = Object.fromEntries(names.map((name) => [name, String(data.get(name))]));
    mutation.mutate(fields as Record<Name, string>, { onSuccess: () => onDone?.(to) });
  }

  return (
    <form
      ref={form}
      className="grid gap-5"
      // Sent before the script is there, a form without a method would put the password into the URL.
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) submit(event.currentTarget);
      }}
    >
      {username && <input type="email" autoComplete="username" value={username} readOnly hidden />}
      <WrongFields value={Object.fromEntries(wrong)}>{children}</WrongFields>
      {mutation.isError && !isTold && <Failure error={error} />}
      <div className="flex flex-wrap gap-2">
        {/* Disabled later than before the scripts run, when Enter would leave the page, it would lose the focus. */}
        <button
          type="submit"
          className={`${look} grow`}
          disabled={!isHydrated}
          aria-disabled={isPending}
        >
          {action[isPending ? 1 : 0]}
        </button>
        {beside}
      </div>
    </form>
  );
}

/** What is wrong with the fields, by their names. */
function wrongIn(error: unknown): [name: string, detail: string][] {
  const field = error instanceof Error && fieldOf(error);
  if (field) return [[field, error.message]];
  const errors = problemOf(error)?.errors ?? [];
  return errors.map(({ pointer, detail }) => [pointer.replace('#/', ''), `This ${detail}.`]);
}
