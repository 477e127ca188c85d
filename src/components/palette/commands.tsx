import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { Keys } from '@/components/keyboard/keys';
import { moveBy, press } from '@/components/keyboard/press';
import { namedShortcuts, type ShortcutName } from '@/components/keyboard/shortcuts';
import { useKeyboard } from '@/components/keyboard/use-keyboard';
import { useShortcut } from '@/components/keyboard/use-shortcut';
import { useTyped } from '@/components/keyboard/use-typed';
import { chooseAppearance } from '@/components/settings/appearance-store';
import { PlainIcon } from '@/components/ui/plain-icon';
import { preload, useLazyDialog } from '@/components/ui/use-lazy-dialog';
import type { Means } from './palette-commands';
import { askList, type Wish } from './wishes';

const LIST = '/tasks';

/** The button of the palette; behind it the palette, the sheet of shortcuts, and the shortcuts themselves. */
export function Commands({ userId }: { userId: string }) {
  const router = useRouter();
  const here = usePathname();
  const palette = useLazyDialog(loadPalette);
  const sheet = useLazyDialog(loadSheet);
  const means: Means = { go, ask, openSheet: sheet.open, signOut, look: chooseAppearance };
  const typed = useTyped(palette.isOpening);
  useKeyboard(run);

  function run(name: ShortcutName): void {
    // What is typed now is meant for the dialog.
    if (palette.isOpening || sheet.isOpening) return;
    const href = namedShortcuts.find((shortcut) => shortcut.name === name)?.href;
    if (href) go(href);
    else if (name === 'palette') palette.open();
    else if (name === 'sheet') sheet.open();
    else if (name === 'next') moveBy(1);
    else if (name === 'previous') moveBy(-1);
    else if (!press(name) && (name === 'new' || name === 'search')) ask({ press: name });
  }

  function go(href: Route): void {
    if (href !== here) router.push(href);
  }

  function ask(wish: Wish): void {
    askList(userId, wish);
    go(LIST);
  }

  return (
    <>
      <button
        type="button"
        className="button-quiet shrink-0"
        {...useShortcut('palette')}
        onPointerEnter={() => preload(loadPalette)}
        onFocus={() => preload(loadPalette)}
        onClick={palette.open}
      >
        <PlainIcon name="search" />
        <span className="sr-only">Search or do …</span>
        <span aria-hidden className="ml-2 max-sm:hidden">
          <Keys of="Mod+k" />
        </span>
      </button>
      {palette.Dialog && (
        <palette.Dialog userId={userId} means={means} begun={typed} onClose={palette.close} />
      )}
      {sheet.Dialog && <sheet.Dialog onClose={sheet.close} />}
      <output>{palette.complaint || sheet.complaint}</output>
    </>
  );
}

function signOut(): void {
  press('sign-out');
}

async function loadPalette() {
  return (await import('./palette')).Palette;
}

async function loadSheet() {
  return (await import('@/components/keyboard/shortcut-sheet')).ShortcutSheet;
}
