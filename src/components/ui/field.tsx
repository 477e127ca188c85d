import { createContext, type InputHTMLAttributes, use, useId } from 'react';

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  name: string;
  label: string;
  hint?: string;
};

/** What is wrong with what was sent, by the names of fields. */
export const WrongFields = createContext<Record<string, string>>({});

/** An input with its label and, if there is something to know before or after typing, a hint or an error. */
export function Field({ label, hint, ...input }: FieldProps) {
  const id = useId();
  const error = use(WrongFields)[input.name];
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={told || undefined}
        aria-invalid={error !== undefined || undefined}
        className="field"
        {...input}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-alarm">
          {error}
        </p>
      )}
    </div>
  );
}
