import { X } from 'lucide-react';
import { PlainIcon } from '@/components/ui/plain-icon';
import type { Part } from './parts';

/** What was taken out of the title, each to be left in it. */
export function Recognised({ parts, leave }: { parts: Part[]; leave: (words: string[]) => void }) {
  return (
    <ul aria-label="Taken from the title" className="flex flex-wrap gap-2">
      {parts.map(({ label, icon, words }) => (
        <li key={label}>
          <button
            type="button"
            className="chip with-icon"
            aria-label={`${label}: leave “${words.join(' ')}” in the title`}
            onClick={() => leave(words)}
          >
            {icon && <PlainIcon name={icon} />}
            {label}
            <X aria-hidden className="text-muted" />
          </button>
        </li>
      ))}
    </ul>
  );
}
