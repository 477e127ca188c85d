import { useOutdated } from '@/components/ui/load-script';
import { useScript } from '@/components/ui/use-script';
import type { Task } from '@/contract/tasks';
import type { Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';
import { Away, Busy } from './away';
import { CutOff } from './cut-off';
import type { RefusedEntry } from './refused';

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
  const refused = entries.filter(hasNoRow);
  const isOutdated = useOutdated();
  const script = useScript('refusals', () => import('./refusals'), refused.length > 0);
  const isStuck = isAway && waiting > 0;
  return (
    <>
      {isStuck && !isOutdated && <Away waiting={waiting} areKept={areKept} wake={outbox.wake} />}
      {isBusy && waiting > 0 && <Busy waiting={waiting} areKept={areKept} />}
      <CutOff isSaid={isCutOff && !isStuck && !isOutdated} />
      {script && refused.length > 0 && (
        <script.Refusals userId={userId} refused={refused} tasks={tasks} outbox={outbox} />
      )}
    </>
  );
}

function hasNoRow(entry: Entry): entry is RefusedEntry {
  return entry.refusal !== undefined && entry.command.op !== 'update';
}
