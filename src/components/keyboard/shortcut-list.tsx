import { Keys } from './keys';
import { shortcutGroups } from './shortcut-groups';

/** All shortcuts with their keys, in groups. */
export function ShortcutList() {
  return (
    <div className="gap-x-10 sm:columns-2">
      {shortcutGroups.map(({ title, shortcuts }) => (
        <section key={title} className="mb-6 break-inside-avoid">
          <h3 className="mb-1 text-sm font-medium text-muted">{title}</h3>
          <dl>
            {shortcuts.map(({ keys, words }) => (
              <div key={words} className="flex min-h-9 items-center justify-between gap-3">
                <dt>{words}</dt>
                <dd className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1">
                  {keys.map((one, index) => (
                    <span key={one} className="flex items-center gap-2">
                      {index > 0 && <span className="text-sm text-muted">or</span>}
                      <Keys of={one} />
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
