import { useApple } from './apple';

const SIGNS: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };

/** The keys of a shortcut as they are printed on a keyboard, such as `Mod+k`, or `g t` for one after the other. */
export function Keys({ of }: { of: string }) {
  const mod = useApple() ? '⌘' : 'Ctrl';
  return (
    <span className="inline-flex items-center gap-1 text-sm text-muted">
      {of.split(/([ +])/).map((key) => {
        if (key === '+') return null;
        if (key === ' ') return 'then';
        return (
          <kbd key={key} className="key">
            {key === 'Mod' ? mod : (SIGNS[key] ?? key.replace(/^[a-z]$/, upper))}
          </kbd>
        );
      })}
    </span>
  );
}

function upper(letter: string): string {
  return letter.toUpperCase();
}
