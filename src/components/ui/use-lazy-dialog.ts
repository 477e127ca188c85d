import { type ComponentType, useState } from 'react';
import { loadScript, useOutdated } from './load-script';

const UNREACHED = 'Tandem cannot be reached, so this cannot be opened now.';

/** A dialog whose script is loaded when it is opened first; `complaint` says why that did not work. */
export function useLazyDialog<Props>(load: () => Promise<ComponentType<Props>>) {
  const [Dialog, setDialog] = useState<ComponentType<Props>>();
  const [isOpening, setIsOpening] = useState(false);
  const [complaint, setComplaint] = useState('');
  const isOutdated = useOutdated();

  function open(): void {
    setIsOpening(true);
    setComplaint('');
    loadScript(load)
      .then(
        (loaded) => setDialog(() => loaded),
        () => setComplaint(UNREACHED),
      )
      .finally(() => setIsOpening(false));
  }

  function close(): void {
    setDialog(undefined);
  }

  // The page says then what to do.
  return { Dialog, isOpening, complaint: isOutdated ? '' : complaint, open, close };
}

/** Loads a script before it is needed; when that does not work, it is told where it is. */
export function preload(load: () => Promise<unknown>): void {
  load().catch(() => undefined);
}
