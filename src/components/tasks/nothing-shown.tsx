import { handOnFocus } from '@/components/ui/hand-on-focus';

interface NothingShownProps {
  /** Whether there are no tasks at all. */
  isEmpty: boolean;
  /** Whether there are some, and none is shown. */
  isFiltered: boolean;
  showAll: () => void;
}

/** Says why no task is shown, and offers to show those that are hidden; the region stays, so that it is heard. */
export function NothingShown({ isEmpty, isFiltered, showAll }: NothingShownProps) {
  return (
    <>
      <output className="block pt-6 text-center text-muted empty:hidden">
        {isEmpty && 'Nothing to do yet. Type your first task above and press Enter.'}
        {isFiltered && 'No task is like that.'}
      </output>
      {isFiltered && (
        <button
          ref={handOnFocus}
          type="button"
          className="button-quiet mx-auto mt-3 flex"
          onClick={showAll}
        >
          Show all tasks
        </button>
      )}
    </>
  );
}
