import { type ReactNode, useId } from 'react';
import { useWrong } from '@/components/ui/use-wrong';
import { Wrong } from '@/components/ui/wrong';

interface LabelledProps {
  label: string;
  /** What the server has refused about it. */
  wrong: string | undefined;
  /** What is said when the browser refuses it. */
  words?: string;
  /** Gets what its control has to carry. */
  children: (control: ReturnType<typeof useWrong>['control'] & { id: string }) => ReactNode;
}

/** A field of a form with its label, and what is wrong with it. */
export function Labelled({ label, wrong, words, children }: LabelledProps) {
  const id = useId();
  const { error, control } = useWrong(wrong, words);
  return (
    <div className="grid grid-cols-1 content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, ...control })}
      <Wrong error={error} />
    </div>
  );
}
