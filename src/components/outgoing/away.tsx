import { waitOf } from '@/contract/wait';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import { inFigures } from '@/components/ui/in-figures';

interface AwayProps {
  /** How many commands wait to be sent. */
  waiting: number;
  /** Whether they outlive the page. */
  areKept: boolean;
  wake: () => void;
}

/** Says that the server cannot be reached, and what becomes of what is done meanwhile. */
export function Away({ waiting, areKept, wake }: AwayProps) {
  return (
    <div ref={handOnFocus} className="notice mt-3">
      {/* The count is none of the alert, which would be said again with each change. */}
      <p role="alert">Tandem cannot be reached. You can go on; other pages open when it is back.</p>
      <p>{describeWaiting(waiting, areKept, 'when Tandem is back')}</p>
      <button type="button" className="button-quiet" onClick={wake}>
        Try now
      </button>
    </div>
  );
}

interface BusyProps extends Omit<AwayProps, 'wake'> {
  /** The time that the server has asked for. */
  seconds: number;
}

/** Says that more was asked for than the server takes at a time, and what becomes of it. */
export function Busy({ waiting, areKept, seconds }: BusyProps) {
  return (
    <div className="notice mt-3">
      <output>That was more than Tandem takes at a time. You can go on.</output>
      <p>{describeWaiting(waiting, areKept, `within ${waitOf(seconds)}`)}</p>
    </div>
  );
}

function describeWaiting(waiting: number, areKept: boolean, when: string): string {
  const [subject, pronoun] =
    waiting === 1 ? ['1 change is', 'It is'] : [`${inFigures(waiting)} changes are`, 'They are'];
  return areKept
    ? `${subject} kept on this device, and sent ${when}.`
    : `${subject} only in this tab, as this browser has no room: keep it open. ${pronoun} sent ${when}.`;
}
