import { useSyncExternalStore } from 'react';
import { type Appearance as Choice, appearances } from '@/contract/appearance';
import { chooseAppearance, getAppearance, onAppearanceChange } from './appearance-store';

const labels: Record<Choice, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** Whether pages are light or dark, in this browser. */
export function Appearance() {
  const chosen = useSyncExternalStore(onAppearanceChange, getAppearance, () => 'system');
  return (
    <fieldset aria-describedby="appearance-hint">
      <legend className="heading text-2xl">Appearance</legend>
      <p id="appearance-hint" className="mt-2 mb-4 text-muted">
        Like your system, or the same always. Kept in this browser.
      </p>
      <div className="grid gap-3 sm:grid-cols-3">
        {appearances.map((appearance) => (
          <label key={appearance} className="choice">
            <input
              type="radio"
              name="appearance"
              className="size-5 shrink-0 accent-accent"
              checked={appearance === chosen}
              onChange={() => chooseAppearance(appearance)}
            />
            <span className="grow">{labels[appearance]}</span>
            <Sample of={appearance} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The colours of a choice, both for `system`; colours are what it is about, so they stay when others are forced. */
function Sample({ of }: { of: Choice }) {
  const shades = of === 'system' ? ['light', 'dark'] : [of];
  return (
    <span aria-hidden className="sample">
      {shades.map((shade) => (
        <span key={shade} data-appearance={shade} className="bg-paper px-2 text-ink">
          Aa
        </span>
      ))}
    </span>
  );
}
