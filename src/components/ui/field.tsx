import { createContext, type InputHTMLAttributes, use, useId } from 'react';
import { useWrong } from './use-wrong';
import { Wrong } from './wrong';

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  name: string;
  label: string;
  hint?: string;
  /** What is said when it is not filled in as it should be; else the browser says why. */
  words?: string;
};

/** What is wrong with what was sent, by the names of fields. */
export const WrongFields = createContext<Record<string, string>>({});

/** An input with its label and, if there is something to know before or after typing, a hint or an error. */
export function Field({ label, hint, words, ...input }: FieldProps) {
  const id = useId();
  const { error, control } = useWrong(use(WrongFields)[input.name], words);
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        className="field"
        {...input}
        {...control}
        aria-describedby={[hint && `${id}-hint`, error?.id].filter(Boolean).join(' ') || undefined}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <Wrong error={error} />
    </div>
  );
}
