import { decodeJwt } from 'jose';
import { fromNow } from '@/components/ui/from-now';
import { useNow } from '@/components/ui/use-now';

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' });

/** When a token expires, in words and as a date. */
export function Expiry({ token }: { token: string }) {
  const now = useNow();
  const { exp = 0 } = decodeJwt(token);
  const expiry = new Date(exp * 1_000);
  const verb = expiry.getTime() > now ? 'expires' : 'expired';
  return (
    <p className="mt-2 text-muted">
      It {verb} {fromNow(expiry.getTime() - now)}, on{' '}
      <time dateTime={expiry.toISOString()}>{moment.format(expiry)}</time>.
    </p>
  );
}
