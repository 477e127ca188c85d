import { useMutation } from '@tanstack/react-query';
import type { Session } from '@/contract/sessions';
import { problemOf, useTRPC } from '@/trpc/client';
import { Failure } from './failure';
import { deviceOf } from './sessions-device';

interface SessionRowProps {
  userId: string;
  session: Session;
  /** Told what ended, in words; what it gives is waited for. */
  onEnded: (what: string) => Promise<void>;
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** One device: what it is, since when, and a button that ends it unless it is this one. */
export function SessionRow({ userId, session, onEnded }: SessionRowProps) {
  const trpc = useTRPC();
  const device = deviceOf(session.user_agent);
  const since = moment.format(new Date(session.created_at));
  const ended = () => onEnded(`${device} ended`);
  const end = useMutation(
    trpc.sessions.end.mutationOptions({
      onSuccess: ended,
      onError: (error) => problemOf(error)?.code === 'NOT_FOUND' && ended(),
    }),
  );
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium break-words">
          {device}
          {session.current && <span className="text-accent"> · this device</span>}
        </p>
        <p className="text-sm text-muted">
          Signed in {since}
          {session.ip_address && <> from {session.ip_address}</>}, last used{' '}
          {day.format(new Date(session.last_used_at))}
        </p>
      </div>
      {!session.current && (
        <button
          type="button"
          className="button-quiet"
          aria-label={`End ${device}, signed in ${since}`}
          disabled={end.isPending}
          onClick={() => end.mutate({ user_id: userId, id: session.id })}
        >
          {end.isPending ? 'Ending …' : 'End'}
        </button>
      )}
      {end.isError && <Failure error={end.error} />}
    </li>
  );
}
