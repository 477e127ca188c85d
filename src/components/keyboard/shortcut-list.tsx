import { Keys } from './keys';
import { shortcutGroups } from './shortcuts';

/** What is understood in the title of a new task; nothing listens for it. A space would part two strokes. */
const NEW_TASK = {
  title: 'In a new task',
  shortcuts: [
    { keys: ['tomorrow', 'friday', 'dec\u00A024'], words: 'Due then' },
    { keys: ['!1', '!high'], words: 'High priority' },
    { keys: ['!2', '!medium'], words: 'Medium priority' },
    { keys: ['!3', '!low'], words: 'Low priority' },
    { keys: ['#home'], words: 'Tag' },
    { keys: ['Escape'], words: 'Leave the words in the title' },
  ],
};

/** All shortcuts with their keys, in groups. */
export function ShortcutList() {
  return (
    <div className="gap-x-10 sm:columns-2">
      {[...shortcutGroups, NEW_TASK].map(({ title, shortcuts }) => (
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
