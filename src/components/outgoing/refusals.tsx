import { draftNames } from '@/components/ui/kept-drafts';
import type { Task } from '@/contract/tasks';
import { isCreate } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';
import { Refused, type RefusedEntry } from './refused';
import { RefusedTogether } from './refused-together';
import { UNSAVED, UnsavedTask } from './unsaved-task';

interface RefusalsProps {
  userId: string;
  refused: readonly RefusedEntry[];
  tasks: Task[] | undefined;
  outbox: Outbox;
}

/** More of a kind are shown as one. */
const FEW = 5;

/** What the server has refused that has no row of its own to say so: each by itself, or many of a kind together. */
export function Refusals({ userId, refused, tasks = [], outbox }: RefusalsProps) {
  const kinds = kindsOf(userId, refused);
  const few = kinds.filter(({ length }) => length <= FEW).flat();
  const unsaved = few.filter(isCreate);
  const titles = new Map(tasks.map(({ id, title }) => [id, title]));
  const titleOf = ({ command }: RefusedEntry) => titles.get(command.id) ?? titleIn(command);
  return (
    <>
      {kinds.map((entries) => {
        const [first] = entries;
        if (!first || entries.length <= FEW) return null;
        const lines = entries.map(titleOf).join('\n');
        return (
          <RefusedTogether key={kindOf(first)} entries={entries} lines={lines} outbox={outbox} />
        );
      })}
      {few
        .filter((entry) => !isCreate(entry))
        .map((entry) => (
          <Refused key={entry.key} entry={entry} title={titleOf(entry)} outbox={outbox} />
        ))}
      {unsaved.length > 0 && (
        <ul className="mt-6">
          {unsaved.map((entry) => (
            <UnsavedTask key={entry.key} userId={userId} entry={entry} outbox={outbox} />
          ))}
        </ul>
      )}
    </>
  );
}

/** What was asked for in vain and why, together; a task that is being corrected stays by itself. */
function kindsOf(userId: string, refused: readonly RefusedEntry[]): RefusedEntry[][] {
  const begun = new Set(draftNames(userId, UNSAVED));
  const kinds = new Map<string, RefusedEntry[]>();
  for (const entry of refused) {
    const kind = begun.has(UNSAVED + entry.key) ? entry.key : kindOf(entry);
    const others = kinds.get(kind);
    if (others) others.push(entry);
    else kinds.set(kind, [entry]);
  }
  return [...kinds.values()];
}

function kindOf({ command, refusal }: RefusedEntry): string {
  return `${command.op} ${refusal?.kind}`;
}

function titleIn(command: RefusedEntry['command']): string {
  if (command.op === 'create') return command.fields.title;
  return 'seen' in command ? command.seen.title : 'A task';
}
