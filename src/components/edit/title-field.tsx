import { useWrong } from '@/components/ui/use-wrong';
import { Wrong } from '@/components/ui/wrong';

interface TitleFieldProps {
  label: string;
  title: string;
  /** What the server has refused about it. */
  wrong: string | undefined;
}

/** The title of a task in a form, which is not sent without one. */
export function TitleField({ label, title, wrong }: TitleFieldProps) {
  const { error, control } = useWrong(wrong, 'The title is required.');
  return (
    <div className="grid gap-1.5">
      <input
        name="title"
        dir="auto"
        aria-label={label}
        required
        pattern=".*\S.*"
        autoComplete="off"
        className="field"
        defaultValue={title}
        {...control}
      />
      <Wrong error={error} />
    </div>
  );
}
