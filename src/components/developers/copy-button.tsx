import { useMutation } from '@tanstack/react-query';
import { Failure } from '@/components/ui/failure';
import { copyText } from './copy-text';

interface CopyButtonProps {
  /** What it is, in words. */
  name: string;
  text: string;
}

/** Copies `text` and says whether that worked. */
export function CopyButton({ name, text }: CopyButtonProps) {
  const copying = useMutation({ mutationFn: () => copyText(text), gcTime: 0 });
  return (
    <>
      <button
        type="button"
        className="button-quiet min-w-24"
        onClick={() => copying.mutate()}
        onBlur={() => copying.isSuccess && copying.reset()}
      >
        {copying.isSuccess ? 'Copied' : 'Copy'}
        <span className="sr-only"> {name}</span>
      </button>
      <output className="sr-only">{copying.isSuccess && `Copied: ${name}`}</output>
      {copying.isError && <Failure error={copying.error} />}
    </>
  );
}
