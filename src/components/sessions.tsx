import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/trpc/client';
import { Failure } from './failure';
import { SessionRow } from './sessions-row';

/** Where the user is signed in, and the ways to end that. */
export function Sessions({ userId }: { userId: string }) {
  const trpc = useTRPC();
  const [news, setNews] = useState('');
  const list = useQuery(trpc.sessions.list.queryOptions({ user_id: userId }));
  const endOthers = useMutation(
    trpc.sessions.endOthers.mutationOptions({ onSuccess: () => tell('All other devices ended') }),
  );
  const sessions = list.data ?? [];

  /** What had the focus is about to go away. */
  async function tell(ended: string): Promise<void> {
    await list.refetch();
    setNews(ended);
    document.getElementById('devices')?.focus();
  }

  return (
    <section aria-labelledby="devices">
      <h2 id="devices" tabIndex={-1} className="heading text-2xl">
        Devices
      </h2>
      <p className="mt-2 text-muted">Where you are signed in. End what you do not know.</p>
      <output className="sr-only">{news}</output>
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      <ul className="mt-4" aria-busy={list.isPending}>
        {sessions.map((session) => (
          <SessionRow key={session.id} userId={userId} session={session} onEnded={tell} />
        ))}
      </ul>
      {sessions.some(({ current }) => !current) && (
        <button
          type="button"
          className="button-quiet mt-4"
          disabled={endOthers.isPending}
          onClick={() => endOthers.mutate({ user_id: userId })}
        >
          {endOthers.isPending ? 'Ending …' : 'End all others'}
        </button>
      )}
      {endOthers.isError && <Failure error={endOthers.error} />}
    </section>
  );
}
