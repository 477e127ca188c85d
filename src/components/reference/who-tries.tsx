import Link from 'next/link';
import { useSession } from '@/components/session/use-session';

/** Says as whom requests are sent, and how to become somebody. */
export function WhoTries({ hasSession }: { hasSession: boolean }) {
  const session = useSession();
  if (session.status === 'signed-in') {
    return (
      <>
        What you send here is sent as <strong>{session.user.email}</strong>: your token and user id
        are filled in, and it changes your tasks.
      </>
    );
  }
  if (session.status === 'ended') {
    return (
      <>
        Your session has ended. <Link href="/sign-in">Sign in</Link> and come back to go on.
      </>
    );
  }
  if (hasSession && session.status === 'unknown') return 'Loading …';
  return (
    <>
      <Link href="/sign-in">Sign in</Link> and come back: your token and user id are filled in then.
      Or send “Sign up” below, and put <code>token</code> of its answer under Authentication and{' '}
      <code>user.id</code> in the path.
    </>
  );
}
