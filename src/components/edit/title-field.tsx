import { type FormEvent, useId, useState } from 'react';

interface TitleFieldProps {
  label: string;
  title: string;
  /** The server has refused what is in it, or in a field beside it. */
  isWrong: boolean;
}

/** The title of a task in a form, which is not sent without one. */
export function TitleField({ label, title, isWrong }: TitleFieldProps) {
  const id = useId();
  const [isMissing, setMissing] = useState(false);

  function refuse(event: FormEvent<HTMLInputElement>): void {
    // In the words and the place of everything else that is wrong.
    event.preventDefault();
    event.currentTarget.focus();
    setMissing(true);
  }

  return (
    <div className="grid gap-1.5">
      <input
        name="title"
        dir="auto"
        aria-label={label}
        aria-invalid={isWrong || isMissing || undefined}
        aria-describedby={isMissing ? id : undefined}
        required
        pattern=".*\S.*"
        autoComplete="off"
        className="field"
        defaultValue={title}
        onInvalid={refuse}
        onInput={() => setMissing(false)}
      />
      {isMissing && (
        <p id={id} role="alert" className="text-sm text-alarm">
          The title is required.
        </p>
      )}
    </div>
  );
}
