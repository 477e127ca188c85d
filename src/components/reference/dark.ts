import { getAppearance, onAppearanceChange } from '@/components/settings/appearance-store';

/** Whether this page is dark now, as was chosen or as the device asks. */
export function isDark(): boolean {
  const appearance = getAppearance();
  return appearance === 'system' ? darkDevice().matches : appearance === 'dark';
}

/** Calls `listener` whenever that may have changed, for as long as the page is there. */
export function onDarkChange(listener: () => void): void {
  onAppearanceChange(listener);
  darkDevice().addEventListener('change', listener);
}

function darkDevice(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}
