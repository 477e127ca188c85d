import { useEffect, useEffectEvent, useState } from 'react';
import { afterPaint } from '@/components/ui/after-paint';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import { inFigures } from '@/components/ui/in-figures';
import type { DeletedTask } from '@/contract/deleted-tasks';

interface RestoreAllProps {
  /** Those that have been read. */
  deleted: DeletedTask[];
  hasMore: boolean;
  isLoading: boolean;
  load: () => void;
  restore: (tasks: DeletedTask[]) => void;
}

/** Brings back all that is deleted, in one go; what has not been read yet is read before. */
export function RestoreAll({ deleted, hasMore, isLoading, load, restore }: RestoreAllProps) {
  const [isWorking, setWorking] = useState(false);
  const goOn = useEffectEvent(() => {
    if (hasMore) load();
    else afterPaint(finish);
  });
  useEffect(() => {
    if (isWorking && !isLoading) goOn();
  }, [isWorking, isLoading]);
  const count = inFigures(deleted.length);

  function finish(): void {
    restore(deleted);
    setWorking(false);
  }

  return (
    <button
      ref={handOnFocus}
      type="button"
      className="button-quiet mb-4 tabular-nums"
      aria-disabled={isWorking}
      onClick={() => setWorking(true)}
    >
      {isWorking ? `Reading … ${count}` : `Restore all${hasMore ? '' : ` (${count})`}`}
    </button>
  );
}
