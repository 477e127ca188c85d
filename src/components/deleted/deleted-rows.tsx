import { useRef } from 'react';
import { dropSecondPress } from '@/components/rows/second-press';
import { type ListShape, usePlaces } from '@/components/rows/use-places';
import { useNow } from '@/components/ui/use-now';
import type { DeletedTask } from '@/contract/deleted-tasks';
import { MemoizedDeletedRow } from './deleted-row';

interface DeletedRowsProps {
  deleted: DeletedTask[];
  /** Whether more can be read behind them. */
  hasMore: boolean;
  restore: (tasks: DeletedTask[]) => void;
}

const shape: ListShape<DeletedTask> = {
  keyOf: ({ id }) => id,
  estimate: ({ description }) => (description === null ? 70 : 90),
  isKept: () => false,
};

/** The deleted tasks, the last deleted first; of very many only those that can be seen are in the document. */
export function DeletedRows({ deleted, hasMore, restore }: DeletedRowsProps) {
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  const { places, isWindow } = usePlaces(deleted, list, shape);
  const size = hasMore ? -1 : deleted.length;
  return (
    <ul ref={list} onClickCapture={dropSecondPress}>
      {places.flatMap(({ index, gap }) => {
        const task = deleted[index];
        return [
          gap > 0 && <li key={`gap-${index}`} aria-hidden style={{ height: gap }} />,
          task && (
            <MemoizedDeletedRow
              key={task.id}
              task={task}
              index={isWindow ? index : undefined}
              size={isWindow ? size : undefined}
              now={now}
              restore={restore}
            />
          ),
        ];
      })}
    </ul>
  );
}
