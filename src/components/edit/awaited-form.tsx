import { useEscapeAnywhere } from '@/components/ui/use-escape-anywhere';
import { useLasting } from '@/components/ui/use-lasting';
import { useScript } from '@/components/ui/use-script';
import { loadEditForm } from './edit-form';

const SOON_MS = 400;

/** Stands in the row of a task until the script of its form is there, and says so when that takes long. */
export function AwaitedForm({ cancel }: { cancel: () => void }) {
  const { isMissing } = useScript('edit-form', loadEditForm);
  const isLate = useLasting(true, SOON_MS);
  useEscapeAnywhere(true, cancel);
  return (
    // What is typed now is meant for the form.
    <div data-awaited className="flex w-full items-center gap-3 pb-3 empty:hidden">
      {(isLate || isMissing) && (
        <>
          <output>
            {isMissing
              ? 'Tandem cannot be reached. The form opens as soon as it can be.'
              : 'Opening …'}
          </output>
          <button type="button" className="button-quiet" onClick={cancel}>
            Cancel
          </button>
        </>
      )}
    </div>
  );
}
