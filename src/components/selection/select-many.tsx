import { useEffect, useState } from 'react';
import { loadScript } from '@/components/ui/load-script';
import { useEscapeAnywhere } from '@/components/ui/use-escape-anywhere';
import { endSelecting } from './end-selecting';
import type * as Bar from './select-bar';
import { useSelected } from './use-selection';

/** What can be done to the tasks that are selected, until Escape; loaded when the first is about to be. */
export function SelectMany(props: Bar.SelectBarProps) {
  const { selection, announce } = props;
  const isSelecting = useSelected(selection) !== undefined;
  const [bar, setBar] = useState<typeof Bar>();
  useEscapeAnywhere(isSelecting, () => endSelecting(selection));
  useEffect(() => {
    if (!isSelecting || bar) return;
    loadScript(loadSelectBar).then(setBar, () => {
      selection.end();
      announce('Tandem cannot be reached, and this part of it is not here yet');
    });
  }, [isSelecting, bar, selection, announce]);
  return isSelecting && bar && <bar.SelectBar {...props} />;
}

/** So that it is there when it is wanted. */
export function preloadSelectBar(): void {
  void loadSelectBar().catch(() => undefined);
}

function loadSelectBar(): Promise<typeof Bar> {
  return import('./select-bar');
}
