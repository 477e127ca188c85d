import { useOutdated } from '@/components/ui/load-script';
import type { Task } from '@/contract/tasks';
import { type CommandOf, type Entry, isCreate } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';
import { Away, Busy } from './away';
import { CutOff } from './cut-off';
import { Refused } from './refused';
import { UnsavedTask } from './unsaved-task';

interface OutgoingProps {
  userId: string;
  entries: readonly Entry[];
  isAway: boolean;
  /** Whether the server has asked for a while without more. */
  isBusy: boolean;
  /** Whether all of them outlive the page. */
  areKept: boolean;
  /** Whether nothing is heard of changes made elsewhere. */
  isCutOff: boolean;
  outbox: Outbox;
  tasks: Task[] | undefined;
}

/** What waits for the server, and what it has refused that has no row of its own to say so. */
export function Outgoing(props: OutgoingProps) {
  const { userId, entries, isAway, isBusy, areKept, isCutOff, outbox, tasks } = props;
  const waiting = entries.filter(({ refusal }) => !refusal).length;
  const unsaved = entries.filter(isRefusedCreate);
  const isOutdated = useOutdated();
  const isStuck = isAway && waiting > 0;
  return (
    <>
      {isStuck && !isOutdated && <Away waiting={waiting} areKept={areKept} wake={outbox.wake} />}
      {isBusy && waiting > 0 && <Busy waiting={waiting} areKept={areKept} />}
      <CutOff isSaid={isCutOff && !isStuck && !isOutdated} />
      {entries.filter(hasNoRow).map((entry) => (
        <Refused key={entry.key} entry={entry} title={titleOf(entry, tasks)} outbox={outbox} />
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

function isRefusedCreate(entry: Entry): entry is Entry<CommandOf<'create'>> {
  return isCreate(entry) && entry.refusal !== undefined;
}

function hasNoRow(entry: Entry): entry is Entry<CommandOf<'complete' | 'delete' | 'restore'>> {
  return entry.refusal !== undefined && !['create', 'update'].includes(entry.command.op);
}

function titleOf({ command }: Entry, tasks: Task[] = []): string {
  const shown = tasks.find(({ id }) => id === command.id);
  if (shown) return shown.title;
  return 'seen' in command ? command.seen.title : 'A task';
}
