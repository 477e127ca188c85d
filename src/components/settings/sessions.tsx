import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import type { Session } from '@/contract/sessions';
import { useTRPC } from '@/trpc/procedures';
import { SessionRow } from './sessions-row';

/** Where the user is signed in, and the ways to end that. */
export function Sessions({ userId }: { userId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [news, setNews] = useState('');
  const options = trpc.sessions.list.queryOptions({ user_id: userId });
  const { data: sessions = [], isPending, error, refetch } = useQuery(options);
  const endOthers = useMutation(
    trpc.sessions.endOthers.mutationOptions({
      onSuccess: () => keep(({ current }) => current, 'All other devices ended'),
    }),
  );

  /** What has ended goes from the list at once: to read it anew may fail. */
  function keep(isLeft: (session: Session) => boolean, ended: string): void {
    const left = queryClient.setQueryData(options.queryKey, (known) => known?.filter(isLeft));
    void queryClient.invalidateQueries(options);
    setNews(`${ended}. Devices left: ${left?.length}`);
  }

  return (
    <section aria-labelledby="devices">
      <h2 id="devices" tabIndex={-1} className="heading text-2xl">
        Devices
      </h2>
      <p className="mt-2 mb-4 text-muted">Where you are signed in. End what you do not know.</p>
      <output className="sr-only">{news}</output>
      <div className="space-y-4">
        {error && <Failure error={error} retry={() => void refetch()} />}
        <ul aria-busy={isPending}>
          {isPending && <Placeholder />}
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              userId={userId}
              session={session}
              onEnded={(device) => keep(({ id }) => id !== session.id, `${device} ended`)}
            />
          ))}
        </ul>
        {sessions.some(({ current }) => !current) && (
          <button
            ref={handOnFocus}
            type="button"
            className="button-quiet"
            aria-disabled={endOthers.isPending}
            onClick={() => endOthers.isPending || endOthers.mutate({ user_id: userId })}
          >
            {endOthers.isPending ? 'Ending …' : 'End all others'}
          </button>
        )}
        {endOthers.isError && <Failure error={endOthers.error} />}
      </div>
    </section>
  );
}

/** As high as one device. */
function Placeholder() {
  return (
    <li aria-hidden className="session">
      <div className="h-16 space-y-2 py-1 sm:h-11">
        <div className="h-4 w-40 rounded bg-line" />
        <div className="h-3 w-64 rounded bg-line" />
      </div>
    </li>
  );
}
