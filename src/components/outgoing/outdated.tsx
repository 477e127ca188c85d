import { useSyncExternalStore } from 'react';
import { outboxOf } from '@/components/feed/use-outbox';
import { inFigures } from '@/components/ui/in-figures';

/** Says that the server has a newer version of the page, and what becomes of changes that this one cannot send. */
export function Outdated({ userId }: { userId: string }) {
  const { subscribe, getState } = outboxOf(userId);
  const { entries, areKept } = useSyncExternalStore(subscribe, getState, getState);
  const waiting = entries.filter(({ refusal }) => !refusal).length;
  return (
    <div className="notice mb-6">
      <p role="alert">Tandem has a new version. Reload this page to go on.</p>
      {waiting > 0 && <p>{describeWaiting(waiting, areKept)}</p>}
      <button type="button" className="button-quiet" onClick={() => window.location.reload()}>
        Reload
      </button>
    </div>
  );
}

function describeWaiting(waiting: number, areKept: boolean): string {
  const subject = waiting === 1 ? '1 change' : `${inFigures(waiting)} changes`;
  return areKept
    ? `${subject} kept on this device will be sent then.`
    : `${subject} only in this tab, as this browser has no room, will be lost then.`;
}
