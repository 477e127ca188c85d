import { type FormEvent, useId, useState } from 'react';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is wrong with a field of a form, and what its control carries: what was `told` of it, or why the browser does not take it, in `words` if there are any. */
export function useWrong(told: string | undefined, words?: string) {
  const id = useId();
  const [refused, setRefused] = useState<string>();
  const [isMended, setMended] = useState(false);
  // Told again after another try, it is shown again.
  if (isMended && told === undefined) setMended(false);
  const error = refused ?? (isMended ? undefined : told);
  return {
    error: error === undefined ? undefined : { id, words: error },
    control: {
      'aria-invalid': error !== undefined || undefined,
      'aria-describedby': error === undefined ? undefined : id,
      onInvalid(event: FormEvent<Control>) {
        // In the place of everything else that is wrong.
        event.preventDefault();
        const { form, validationMessage } = event.currentTarget;
        form?.querySelector<Control>('.field:invalid')?.focus();
        setRefused(words ?? validationMessage);
      },
      onInput() {
        setRefused(undefined);
        setMended(true);
      },
    },
  };
}
