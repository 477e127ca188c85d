import { useEscapeAnywhere } from '@/components/ui/use-escape-anywhere';
import { useScript } from '@/components/ui/use-script';
import { endSelecting } from './end-selecting';
import type * as Bar from './select-bar';
import { useSelected } from './use-selection';

/** What can be done to the tasks that are selected, until Escape; loaded when the first is about to be. */
export function SelectMany(props: Bar.SelectBarProps) {
  const { selection } = props;
  const isSelecting = useSelected(selection) !== undefined;
  const { script, isMissing } = useScript('select-bar', loadSelectBar, isSelecting);
  useEscapeAnywhere(isSelecting, () => endSelecting(selection));
  if (!isSelecting) return null;
  if (script) return <script.SelectBar {...props} />;
  return (
    isMissing && (
      <p role="alert" className="select-bar pb-2">
        Tandem cannot be reached. What can be done with them shows here as soon as it can be.
      </p>
    )
  );
}

/** So that it is there when it is wanted. */
export function preloadSelectBar(): void {
  void loadSelectBar().catch(() => undefined);
}

function loadSelectBar(): Promise<typeof Bar> {
  return import('./select-bar');
}
