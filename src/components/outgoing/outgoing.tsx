import { useOutdated } from '@/components/ui/load-script';
import { useScript } from '@/components/ui/use-script';
import type { Task } from '@/contract/tasks';
import type { Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';
import { Away, Busy } from './away';
import { CutOff } from './cut-off';

interface OutgoingProps {
  userId: string;
  entries: readonly Entry[];
  isAway: boolean;
  /** The seconds for which the server has asked for no more; 0 when it has not. */
  busyFor: number;
  /** Whether all of them outlive the page. */
  areKept: boolean;
  /** Whether nothing is heard of changes made elsewhere. */
  isCutOff: boolean;
  outbox: Outbox;
  tasks: Task[] | undefined;
}

/** What waits for the server, and what it has refused that has no row of its own to say so. */
export function Outgoing(props: OutgoingProps) {
  const { userId, entries, isAway, busyFor, areKept, isCutOff, outbox, tasks } = props;
  const waiting = entries.filter(({ refusal }) => !refusal).length;
  const refused = entries.filter(hasNoRow);
  const isOutdated = useOutdated();
  const { script } = useScript('refusals', () => import('./refusals'), refused.length > 0);
  const isStuck = isAway && waiting > 0;
  return (
    <>
      {isStuck && !isOutdated && <Away waiting={waiting} areKept={areKept} wake={outbox.wake} />}
      {busyFor > 0 && waiting > 0 && <Busy waiting={waiting} areKept={areKept} seconds={busyFor} />}
      <CutOff isCutOff={isCutOff} isSaid={isStuck || isOutdated} />
      {script && refused.length > 0 && (
        <script.Refusals userId={userId} refused={refused} tasks={tasks} outbox={outbox} />
      )}
    </>
  );
}

function hasNoRow({ command, refusal, step }: Entry): boolean {
  return refusal !== undefined && (command.op !== 'update' || step !== undefined);
}
