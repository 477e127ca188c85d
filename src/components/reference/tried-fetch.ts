import { accessToken, getSession, onSessionChange } from '@/auth/client';

/** A `fetch` for requests that are tried out: the token that was filled in is renewed as it is elsewhere in these pages; one that was typed is left alone. */
export function triedFetch(filledIn: string | undefined): typeof fetch {
  let current = filledIn;

  return async (input, init) => {
    const request = new Request(input, init);
    if (!current || bearerOf(request) !== filledIn) return fetch(request);
    const response = await send(request.clone(), current);
    const next = response.status === 401 ? await tokenAfter(current) : undefined;
    if (next === undefined) return response;
    current = next;
    return send(request, next);
  };
}

function bearerOf({ headers }: Request): string | undefined {
  return headers.get('authorization')?.replace(/^Bearer /, '');
}

function send(request: Request, token: string): Promise<Response> {
  request.headers.set('authorization', `Bearer ${token}`);
  return fetch(request);
}

/** Undefined where the session has ended: whoever tries things out sees the refusal, and is not kept waiting. */
function tokenAfter(refused: string): Promise<string | undefined> {
  if (getSession().status === 'ended') return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const stop = onSessionChange(() => getSession().status === 'ended' && settle(undefined));
    accessToken(refused).then(settle, () => settle(undefined));

    function settle(token: string | undefined): void {
      stop();
      resolve(token);
    }
  });
}
