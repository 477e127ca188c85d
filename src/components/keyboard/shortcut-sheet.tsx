import { useModal } from '@/components/ui/use-modal';
import { ShortcutList } from './shortcut-list';
import { useSingleKeys } from './single-keys';

/** The sheet of shortcuts. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const dialog = useModal();
  const areSingleKeysOn = useSingleKeys();
  return (
    <dialog
      ref={dialog}
      closedby="any"
      onClose={onClose}
      aria-labelledby="shortcuts"
      className="dialog w-[min(44rem,calc(100%-2rem))]"
    >
      <div className="mb-5 flex items-center justify-between gap-4">
        <h2 id="shortcuts" className="heading text-2xl">
          Shortcuts
        </h2>
        <button type="button" className="button-quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {!areSingleKeysOn && (
        <p className="notice mb-5">
          Single keys are off. Those with Ctrl or ⌘ still work; turn the others on in the settings.
        </p>
      )}
      <ShortcutList />
    </dialog>
  );
}
