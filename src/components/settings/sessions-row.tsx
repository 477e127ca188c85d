import { useMutation } from '@tanstack/react-query';
import { Failure } from '@/components/ui/failure';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import type { Session } from '@/contract/sessions';
import { problemOf } from '@/trpc/problem';
import { useTRPC } from '@/trpc/procedures';
import { deviceOf } from './sessions-device';

interface SessionRowProps {
  userId: string;
  session: Session;
  /** Told what the device was, in words. */
  onEnded: (device: string) => void;
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** One device: what it is, since when, and a button that ends it unless it is this one. */
export function SessionRow({ userId, session, onEnded }: SessionRowProps) {
  const trpc = useTRPC();
  const device = deviceOf(session.user_agent);
  const since = moment.format(new Date(session.created_at));
  const end = useMutation(
    trpc.sessions.end.mutationOptions({
      onSuccess: () => onEnded(device),
      // It may have been ended from elsewhere.
      onError: (error) => problemOf(error)?.code === 'NOT_FOUND' && onEnded(device),
    }),
  );
  return (
    <li ref={handOnFocus} className="session">
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
          data-takes-focus
          className="button-quiet"
          aria-label={`End ${device}, signed in ${since}`}
          aria-disabled={end.isPending}
          onClick={() => end.isPending || end.mutate({ user_id: userId, id: session.id })}
        >
          End
        </button>
      )}
      {end.isError && <Failure error={end.error} />}
    </li>
  );
}
