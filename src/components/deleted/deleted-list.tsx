import { useCallback } from 'react';
import { Outgoing } from '@/components/outgoing/outgoing';
import { Failure } from '@/components/ui/failure';
import { Toasts } from '@/components/ui/toasts';
import { useNews } from '@/components/ui/use-news';
import { describeStep } from '@/components/undo/describe-step';
import { useSteps } from '@/components/undo/use-steps';
import type { DeletedTask } from '@/contract/deleted-tasks';
import type { CommandOf } from '@/outbox/command';
import { DeletedRows } from './deleted-rows';
import { RestoreAll } from './restore-all';
import { ShowMore } from './show-more';
import { useDeleted } from './use-deleted';

/** The tasks that one user can bring back, and what is on its way to the server. */
export function DeletedList({ userId }: { userId: string }) {
  const [news, announce] = useNews();
  const known = useDeleted(userId);
  const { deleted, tasks, outbox, history, pages } = known;
  const { act } = useSteps({ history, tasks, announce, firstIdOf: outbox.firstIdOf });
  const { error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;

  const restore = useCallback(
    (chosen: DeletedTask[]) => {
      const commands = chosen.map(({ deleted_at: _deletedAt, ...seen }): CommandOf<'restore'> => {
        return { op: 'restore', id: seen.id, seen };
      });
      const titles = chosen.map(({ title }) => title);
      act({ ...describeStep('restore', titles), commands }, chosen.length > 1);
    },
    [act],
  );

  return (
    <section aria-labelledby="deleted" aria-busy={!deleted}>
      <h1 id="deleted" tabIndex={-1} className="heading text-4xl">
        Deleted tasks
      </h1>
      <p className="mt-2 mb-6 text-muted">
        What you delete is kept for 30 days. Until then you can bring it back.
      </p>
      <output className="sr-only">{news}</output>
      <Outgoing userId={userId} {...known} />
      {deleted && deleted.length > 1 && !error && (
        <RestoreAll
          deleted={deleted}
          hasMore={hasNextPage}
          isLoading={isFetchingNextPage}
          load={() => void fetchNextPage()}
          restore={restore}
        />
      )}
      {deleted ? (
        <DeletedRows deleted={deleted} hasMore={hasNextPage} restore={restore} />
      ) : (
        <Placeholders />
      )}
      {deleted?.length === 0 && !hasNextPage && !error && (
        <p className="py-6 text-center text-muted">
          Nothing is deleted. What you delete appears here.
        </p>
      )}
      {error && (
        <Failure error={error} retry={() => void (hasNextPage ? fetchNextPage() : refetch())} />
      )}
      {hasNextPage && !error && (
        <ShowMore
          isLoading={isFetchingNextPage}
          lastId={deleted?.at(-1)?.id}
          load={() => void fetchNextPage()}
        />
      )}
      <Toasts />
    </section>
  );
}

/** As high as a few tasks without a description. */
function Placeholders() {
  return (
    <ul aria-hidden>
      {['w-40', 'w-64', 'w-52'].map((width) => (
        <li key={width} className="session">
          <div className="h-11 space-y-2 py-1">
            <div className={`h-4 rounded bg-line ${width}`} />
            <div className="h-3 w-48 rounded bg-line" />
          </div>
        </li>
      ))}
    </ul>
  );
}
