import { focusedRow } from '@/components/keyboard/press';
import { useShortcut } from '@/components/keyboard/use-shortcut';
import { preloadSelectBar } from './select-many';
import type { Selection } from './selection';
import { useSelected } from './use-selection';

interface SelectButtonProps {
  selection: Selection;
  /** Told how it is done. */
  announce: (news: string) => void;
}

/** Begins and ends the selecting of many tasks. */
export function SelectButton({ selection, announce }: SelectButtonProps) {
  const isSelecting = useSelected(selection) !== undefined;
  return (
    <button
      {...useShortcut('select')}
      id="select-tasks"
      type="button"
      className="button-quiet aria-pressed:border-accent"
      aria-pressed={isSelecting}
      onPointerEnter={preloadSelectBar}
      onFocus={preloadSelectBar}
      onClick={() => {
        if (isSelecting) return selection.end();
        selection.begin();
        // The shortcut leaves the focus where it is.
        const row = focusedRow();
        if (row) selection.toggle(Number(row.id.replace('task-', '')));
        announce('Selecting. Space selects, Enter leads to the actions, Escape ends it.');
      }}
    >
      Select
    </button>
  );
}
