import type { Sql } from 'postgres';
import type { Secrets } from './secrets';
import type { ServerProcess } from './server-process';

/** A server that is asked, and what is known about it. */
export interface Stage {
  sql: Sql;
  server: ServerProcess;
  secrets: Secrets;
  /** The ids of requests that were sent. */
  ids: string[];
}

/** Somebody with an account. */
export interface Somebody {
  id: string;
  email: string;
  password: string;
  /** With the token. */
  headers: Record<string, string>;
}

const ORIGIN = 'http://localhost:3000';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Signs up or in, and takes note of all that it brings. */
export async function logIn(
  stage: Stage,
  way: 'sign-up' | 'sign-in',
  fields: { name?: string; email: string; password: string },
): Promise<Somebody> {
  const { secrets } = stage;
  const answer = await send(stage, `/api/auth/${way}/email`, post(fields));
  const { token, user } = JSON.parse(answer.text) as { token: string; user: { id: string } };
  const [cookie = ''] = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const fresh = await send(stage, '/api/auth/token', { headers: { cookie, origin: ORIGIN } });
  secrets['a token'].push(token, (JSON.parse(fresh.text) as { token: string }).token);
  secrets['a session cookie'].push(decodeURIComponent(cookie.split('=')[1] ?? ''));
  const headers = { authorization: `Bearer ${token}` };
  return { id: user.id, ...fields, headers };
}

/** A task that holds what nobody else may read. */
export function taskOf({ secrets }: Stage) {
  const [title = '', description = ''] = secrets['a text of a task'];
  return { title, description, tags: [description] };
}

/** A request with a JSON body. */
export function post(json: object, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(json) };
}

/** Sends a request under an id, and gives what came back. */
export async function send(
  { server, ids }: Stage,
  path: string,
  init: RequestInit = {},
  id: string = crypto.randomUUID(),
) {
  ids.push(id);
  // An idle connection may be closed just when it is used again.
  const own = { connection: 'close', 'x-request-id': id };
  const headers = { ...(init.headers as Record<string, string>), ...own };
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    ...init,
    headers,
    redirect: 'manual',
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
