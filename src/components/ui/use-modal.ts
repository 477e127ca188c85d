import { useEffect, useRef } from 'react';

/** The `ref` of a dialog that is open, before everything else, for as long as it is rendered. */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return dialog;
}
