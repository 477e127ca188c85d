import { Field } from './field';

/** Asks for a password to be, and says what it has to be like. */
export function NewPassword({ label, name }: { label: string; name: string }) {
  return (
    <Field
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      hint="At least 8 characters."
      minLength={8}
      maxLength={128}
      required
    />
  );
}
