import { useEffect, useState } from 'react';
import { accessToken } from '@/auth/client';
import { useSession } from '@/components/session/use-session';

/** The token of this page, and the next one when it is renewed; kept out of every cache. */
export function useToken(): string | undefined {
  const session = useSession();
  const [token, setToken] = useState<string>();
  useEffect(() => {
    if (session.status === 'signed-in') accessToken().then(setToken, () => setToken(undefined));
  }, [session]);
  return token;
}
