import type { Handler } from '@/api/handler';
import {
  purgeAttempts,
  purgeIdempotencyKeys,
  purgeSessions,
  purgeTasks,
  purgeVerifications,
} from '@/db/purge';
import type { Services } from '@/services';
import { type Asking, type LogIn, logInTo, sendTo } from './handler-client';
import { backdateDeletions } from './task-owners';

/** Sends a request and gives the JSON of the answer. @throws when its status is another one. */
type Ask = (method: string, path: string, status: number, asking?: Asking) => Promise<unknown>;

const [PASSWORD, NEW_PASSWORD] = ['correct horse battery staple', 'battery staple horse correct'];
const EMAIL = 'ada@example.com';

/**
 * Asks for whatever makes a release send a statement of its own, in an empty database.
 * @throws when an answer is not what it should be.
 */
export async function playJourney(handle: Handler, { db }: Services): Promise<void> {
  const ask: Ask = (...request) => askFor(handle, ...request);
  await logInTo(handle, 'sign-up', { name: 'Ada', email: EMAIL, password: PASSWORD });
  const wrong = { email: EMAIL, password: NEW_PASSWORD };
  await ask('POST', '/api/auth/sign-in/email', 401, { json: wrong });
  const other = await logInTo(handle, 'sign-in', { email: EMAIL, password: PASSWORD });
  const ada = await logInTo(handle, 'sign-in', { email: EMAIL, password: PASSWORD });
  await ask('GET', '/api/auth/token', 200, { headers: { cookie: ada.cookie } });
  await ask('GET', '/api/readyz', 200);

  const tasks = `/api/${ada.id}/tasks`;
  const call: Ask = (method, path, status, { headers, ...asking } = {}) =>
    ask(method, `${tasks}${path}`, status, { ...asking, headers: { ...headers, ...bearer(ada) } });
  await writeTasks(call);
  await readTasks(call);
  await writeMany(call);
  await endSessions(ask, ada, other);

  const last = await logInTo(handle, 'sign-in', { email: EMAIL, password: NEW_PASSWORD });
  await ask('POST', '/api/auth/sign-out', 200, { headers: bearer(last) });
  await backdateDeletions(db, ada.id, 31);
  await purgeTasks(db);
  await purgeIdempotencyKeys(db);
  await purgeAttempts(db);
  await purgeSessions(db);
  await purgeVerifications(db);
  const deletion = { json: { current_password: NEW_PASSWORD }, headers: bearer(ada) };
  await ask('POST', `/api/${ada.id}/account/deletion`, 204, deletion);
}

/** Leaves the tasks 1 to 4. */
async function writeTasks(call: Ask): Promise<void> {
  for (const title of ['Milk', 'Bread', 'Tea']) await call('POST', '', 201, { json: { title } });
  const more = { description: 'Of it', due_date: '2026-12-24', priority: 'high', tags: ['home'] };
  const full = { json: { title: 'All', ...more }, headers: { 'idempotency-key': 'one' } };
  await call('POST', '', 201, full);
  await call('POST', '', 201, full);
  await call('PUT', '/1', 200, { json: { title: 'More milk', completed: true, due_date: null } });
  const first = { 'if-match': '"1"' };
  await call('PUT', '/1', 412, { json: { title: 'Less milk' }, headers: first });
  await call('PATCH', '/2/complete', 200);
  await call('PATCH', '/2/complete', 200, { json: { completed: true } });
  await call('DELETE', '/3', 204);
  await call('GET', '/deleted', 200);
  await call('POST', '/3/restore', 200);
  await call('DELETE', '/3', 204);
  await call('POST', '/3/restore', 200, { headers: { 'idempotency-key': 'two' } });
}

async function readTasks(call: Ask): Promise<void> {
  await call('GET', '/1', 200);
  await call('GET', '', 200, { headers: { 'if-none-match': '"0"' } });
  for (const sort of ['created', 'updated', 'title', 'due_date', 'priority']) {
    await call('GET', `?sort=${sort}`, 200);
    await call('GET', `?sort=${sort}&limit=2`, 200);
  }
  const filters = 'status=pending&priority=high&tag=home&search=all&due_after=2026-12-01';
  await call('GET', `?${filters}&due_before=2027-01-01`, 200);
}

async function writeMany(call: Ask): Promise<void> {
  const operations = [
    { op: 'create', title: 'Sugar' },
    { op: 'update', id: 1, priority: 'low' },
    { op: 'complete', id: 2, completed: false },
    { op: 'delete', id: 3 },
  ];
  await call('POST', '/bulk', 200, { json: { operations } });
  const once = { operations: [{ op: 'restore', id: 3 }] };
  await call('POST', '/bulk', 200, { json: once, headers: { 'idempotency-key': 'three' } });
  await call('DELETE', '/4', 204);
  const { cursor } = (await call('GET', '/changes', 200)) as { cursor: string };
  await call('GET', `/changes?since=${cursor}&limit=2`, 200);
}

async function endSessions(ask: Ask, ada: LogIn, other: LogIn): Promise<void> {
  const [sessions, headers] = [`/api/${ada.id}/sessions`, bearer(ada)];
  await ask('GET', sessions, 200, { headers });
  await ask('DELETE', `${sessions}/${sessionOf(other)}`, 204, { headers });
  await ask('DELETE', sessions, 204, { headers });
  const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
  await ask('PUT', `/api/${ada.id}/account/password`, 204, { json: change, headers });
}

async function askFor(handle: Handler, ...[method, path, status, asking]: Parameters<Ask>) {
  const response = await sendTo(handle, method, path, asking);
  const text = await response.text();
  if (response.status !== status) throw new Error(`${method} ${path}: ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

function bearer({ token }: LogIn): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function sessionOf({ token }: LogIn): string {
  const [, claims = ''] = token.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid: string }).sid;
}
