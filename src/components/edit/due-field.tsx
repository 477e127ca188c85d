import { useRef } from 'react';
import { useToday } from '@/components/rows/use-today';
import { Labelled } from './labelled';

const WORDS = 'Write a day, a month and a year from 1970 to 9999.';
const DAY_MS = 86_400_000;
const EARLIEST = '1970-01-01';
const CHOICES = [
  ['Today', 0],
  ['Tomorrow', 1],
  ['In a week', 7],
] as const;

/** The due date of a task in a form, with the days that are chosen most. */
export function DueField({ due, wrong }: { due: string; wrong: string | undefined }) {
  const field = useRef<HTMLInputElement>(null);
  const today = useToday();

  function choose(day: string): void {
    if (!field.current) return;
    field.current.value = day;
    field.current.dispatchEvent(new Event('input', { bubbles: true }));
  }

  return (
    <Labelled label="Due" wrong={wrong} words={WORDS}>
      {(control) => (
        <>
          <input
            ref={field}
            name="due_date"
            type="date"
            // Programs may write other years, which stay.
            min={due !== '' && due < EARLIEST ? due : EARLIEST}
            max="9999-12-31"
            className="field"
            defaultValue={due}
            {...control}
          />
          <div className="flex flex-wrap gap-x-3">
            {CHOICES.map(([word, days]) => (
              <button
                key={word}
                type="button"
                className="min-h-6 cursor-pointer text-sm text-accent"
                onClick={() => choose(dayAfter(today, days))}
              >
                {word}
              </button>
            ))}
          </div>
        </>
      )}
    </Labelled>
  );
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
