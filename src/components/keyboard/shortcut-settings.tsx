import { ShortcutList } from './shortcut-list';
import { turnSingleKeys, useSingleKeys } from './single-keys';

/** All shortcuts, and whether single keys are among them. */
export function ShortcutSettings() {
  const isOn = useSingleKeys();
  return (
    <section aria-labelledby="shortcut-settings">
      <h2 id="shortcut-settings" className="heading text-2xl">
        Shortcuts
      </h2>
      <p id="single-keys-hint" className="mt-2 mb-4 text-muted">
        Turn single keys off if you speak to your device, or press keys by accident. Those with Ctrl
        or ⌘ always work. Kept in this browser.
      </p>
      <label className="choice mb-8">
        <input
          type="checkbox"
          className="size-5 shrink-0 accent-accent"
          aria-describedby="single-keys-hint"
          checked={isOn}
          onChange={({ target }) => turnSingleKeys(target.checked)}
        />
        Shortcuts of single keys
      </label>
      <ShortcutList />
    </section>
  );
}
