import type { Handler } from '@/api/handler';

/** What goes with a request. */
export interface Asking {
  headers?: Record<string, string>;
  json?: object;
}

/** Somebody who has signed in. */
export interface LogIn {
  id: string;
  token: string;
  /** The pair of the session, as a client sends it back. */
  cookie: string;
}

/** Sends a request to the API at its default address, without a port. */
export function sendTo(
  handle: Handler,
  method: string,
  path: string,
  { headers, json }: Asking = {},
): Promise<Response> {
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: { ...headers, ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(json) }),
  });
  return handle(request);
}

/** Signs up or in; `fields` are those of the form. */
export async function logInTo(
  handle: Handler,
  way: 'sign-up' | 'sign-in',
  fields: { email: string; password: string; name?: string },
): Promise<LogIn> {
  const response = await sendTo(handle, 'POST', `/api/auth/${way}/email`, { json: fields });
  const { token, user } = (await response.json()) as { token: string; user: { id: string } };
  const [line = ''] = response.headers.getSetCookie();
  const [cookie = ''] = line.split(';');
  return { id: user.id, token, cookie };
}
