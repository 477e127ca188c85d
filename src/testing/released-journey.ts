import type { Handler } from '@/api/handler';
import {
  purgeAttempts,
  purgeIdempotencyKeys,
  purgeSessions,
  purgeTasks,
  purgeVerifications,
} from '@/db/purge';
import type { Services } from '@/services';

interface Asking {
  json?: object;
  headers?: Record<string, string>;
}

const PASSWORD = 'correct horse battery staple';
const NEW_PASSWORD = 'battery staple horse correct';

/**
 * Asks for whatever makes a release send a statement of its own, in an empty database.
 * @throws when an answer is not what it should be.
 */
export async function playJourney(handle: Handler, services: Services): Promise<void> {
  const ada = { name: 'Ada', email: 'ada@example.com', password: PASSWORD };
  await ask('POST', '/api/auth/sign-up/email', 200, { json: ada });
  await ask('POST', '/api/auth/sign-in/email', 401, { json: { ...ada, password: NEW_PASSWORD } });
  const other = await signIn(ada);
  const { id, bearer, cookie } = await signIn(ada);
  await ask('GET', '/api/auth/token', 200, { headers: { cookie } });
  await ask('GET', '/api/readyz', 200);

  const tasks = `/api/${id}/tasks`;
  for (const title of ['Milk', 'Bread', 'Tea']) await call('POST', '', 201, { title });
  const full = { title: 'All', description: 'Of it', due_date: '2026-12-24', tags: ['home'] };
  await call('POST', '', 201, { ...full, priority: 'high' }, { 'idempotency-key': 'one' });
  await call('POST', '', 201, { ...full, priority: 'high' }, { 'idempotency-key': 'one' });
  await readLists();
  await call('GET', '/1', 200);
  await call('PUT', '/1', 200, { title: 'More milk', completed: true, due_date: null });
  await call('PUT', '/1', 412, { title: 'Less milk' }, { 'if-match': '"1"' });
  await call('PATCH', '/2/complete', 200);
  await call('PATCH', '/2/complete', 200, { completed: true });
  await call('DELETE', '/3', 204);
  await call('GET', '/deleted', 200);
  await call('POST', '/3/restore', 200);
  await call('DELETE', '/3', 204);
  await call('POST', '/3/restore', 200, undefined, { 'idempotency-key': 'two' });
  const operations = [
    { op: 'create', title: 'Sugar' },
    { op: 'update', id: 1, priority: 'low' },
    { op: 'complete', id: 2, completed: false },
    { op: 'delete', id: 3 },
  ];
  await call('POST', '/bulk', 200, { operations });
  const once = { operations: [{ op: 'restore', id: 3 }] };
  await call('POST', '/bulk', 200, once, { 'idempotency-key': 'three' });
  const { cursor } = (await call('GET', '/changes', 200)) as { cursor: string };
  await call('GET', `/changes?since=${cursor}&limit=2`, 200);

  await ask('GET', `/api/${id}/sessions`, 200, { headers: bearer });
  await ask('DELETE', `/api/${id}/sessions/${sessionOf(other.token)}`, 204, { headers: bearer });
  await ask('DELETE', `/api/${id}/sessions`, 204, { headers: bearer });
  const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
  await ask('PUT', `/api/${id}/account/password`, 204, { json: change, headers: bearer });
  const last = await signIn({ ...ada, password: NEW_PASSWORD });
  await ask('POST', '/api/auth/sign-out', 200, { headers: last.bearer });
  const end = { current_password: NEW_PASSWORD };
  await purgeAll(services);
  await ask('POST', `/api/${id}/account/deletion`, 204, { json: end, headers: bearer });

  async function readLists(): Promise<void> {
    await call('GET', '', 200, undefined, { 'if-none-match': '"0"' });
    for (const sort of ['created', 'updated', 'title', 'due_date', 'priority']) {
      await call('GET', `?sort=${sort}`, 200);
      await call('GET', `?sort=${sort}&limit=2`, 200);
    }
    const filters = 'status=pending&priority=high&tag=home&search=all&due_after=2026-12-01';
    await call('GET', `?${filters}&due_before=2027-01-01`, 200);
  }

  function call(
    method: string,
    path: string,
    status: number,
    json?: object,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const asking = { headers: { ...bearer, ...headers }, ...(json && { json }) };
    return ask(method, `${tasks}${path}`, status, asking);
  }

  async function signIn({ email, password }: typeof ada) {
    const asking = { json: { email, password } };
    const response = await send('POST', '/api/auth/sign-in/email', asking);
    const answer = (await response.json()) as { token: string; user: { id: string } };
    const [line = ''] = response.headers.getSetCookie();
    const { token, user } = answer;
    const [pair = ''] = line.split(';');
    return { id: user.id, token, cookie: pair, bearer: { authorization: `Bearer ${token}` } };
  }

  async function ask(method: string, path: string, status: number, asking?: Asking) {
    const response = await send(method, path, asking);
    const text = await response.text();
    if (response.status !== status) throw new Error(`${method} ${path}: ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  function send(method: string, path: string, { json, headers }: Asking = {}): Promise<Response> {
    const request = new Request(`${services.env.BETTER_AUTH_URL}${path}`, {
      method,
      headers: { ...headers, ...(json && { 'content-type': 'application/json' }) },
      ...(json && { body: JSON.stringify(json) }),
    });
    return handle(request);
  }
}

function sessionOf(token: string): string {
  const [, claims = ''] = token.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid: string }).sid;
}

async function purgeAll({ db }: Services): Promise<void> {
  await purgeTasks(db);
  await purgeIdempotencyKeys(db);
  await purgeAttempts(db);
  await purgeSessions(db);
  await purgeVerifications(db);
}
