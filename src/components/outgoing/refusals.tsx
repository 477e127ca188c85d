import { useEffect } from 'react';
import { draftNames } from '@/components/ui/kept-drafts';
import type { Task } from '@/contract/tasks';
import { type Entry, FEW, isCreate } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';
import { settledIn } from '@/outbox/settled';
import { Refused } from './refused';
import { RefusedTogether } from './refused-together';
import { UNSAVED, UnsavedTask } from './unsaved-task';
import { kindOf, useRefusedSteps } from './use-refused-steps';

interface RefusalsProps {
  userId: string;
  refused: readonly Entry[];
  tasks: Task[] | undefined;
  outbox: Outbox;
}

/** What the server has refused that has no row of its own to say so: each by itself, or many of a kind together. */
export function Refusals({ userId, refused, tasks = [], outbox }: RefusalsProps) {
  useRefusedSteps(refused);
  const kinds = kindsOf(userId, refused);
  const few = kinds.filter((entries) => !areMany(entries)).flat();
  // The newest first, as they would stand in the list.
  const unsaved = few.filter(isCreate).toReversed();
  const known = new Map(tasks.map((task) => [task.id, task]));
  const titleOf = ({ command }: Entry) => known.get(command.id)?.title ?? titleIn(command);
  useEffect(() => {
    const settled = settledIn(outbox.getState().entries, known).filter(({ step }) => step);
    if (settled.length > 0) outbox.retryAll(settled, ({ command }) => command);
  });
  return (
    <>
      {kinds.map((entries) => {
        const [first] = entries;
        if (!first || !areMany(entries)) return null;
        const listed = isCreate(first) ? entries.toReversed() : entries;
        const titles = new Map(listed.map((entry) => [entry.command.id, titleOf(entry)]));
        const together = { entries, titles: [...titles.values()], known, outbox };
        return <RefusedTogether key={kindOf(first)} id={kindOf(first)} {...together} />;
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

/** Changes have a row that can say more of each. */
function areMany(entries: Entry[]): boolean {
  return entries.length > FEW || entries[0]?.command.op === 'update';
}

/** What was asked for in vain and why, together; a task that is being corrected stays by itself. */
function kindsOf(userId: string, refused: readonly Entry[]): Entry[][] {
  const begun = new Set(draftNames(userId, UNSAVED));
  const kinds = new Map<string, Entry[]>();
  for (const entry of refused) {
    const kind = begun.has(UNSAVED + entry.key) ? entry.key : kindOf(entry);
    const others = kinds.get(kind);
    if (others) others.push(entry);
    else kinds.set(kind, [entry]);
  }
  return [...kinds.values()];
}

function titleIn(command: Entry['command']): string {
  if (command.op === 'create') return command.fields.title;
  return 'seen' in command ? command.seen.title : 'A task';
}
