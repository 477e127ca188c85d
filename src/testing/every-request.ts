import type { Member } from './members';

/** A request for something that needs the database. */
interface Asking {
  name: string;
  path: string;
  /** How it is answered when nothing is wrong. */
  success: number;
  isWrite: boolean;
  init: RequestInit;
}

/** A request and how it was answered: its status, `unavailable` for a 503 as it should be, else the whole answer. */
export interface Asked extends Pick<Asking, 'name' | 'success' | 'isWrite'> {
  outcome: number | string;
}

/** Longer than the 15 s that a request may take, for a machine that is busy. */
const TIMEOUT_MS = 25_000;

/** Sends a request of every kind at once to a port. */
export function askAll(port: number, member: Member): Promise<Asked[]> {
  const asked = everyRequest(member).map(async ({ path, init, ...asking }) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, signal });
    return { ...asking, outcome: await outcomeOf(path, response) };
  });
  return Promise.all(asked);
}

function everyRequest(member: Member): Asking[] {
  const { id, email, password, token, cookie, otherToken, taskId } = member;
  const tasks = `/api/${id}/tasks`;
  const title = { title: 'Milk' };
  const rpc = encodeURIComponent(JSON.stringify({ user_id: id }));
  const newcomer = { name: 'New', email: `${crypto.randomUUID()}@example.com`, password };
  return [
    read('list', tasks),
    read('get', `${tasks}/${taskId}`),
    read('deleted', `${tasks}/deleted`),
    read('changes', `${tasks}/changes`),
    read('events', `${tasks}/events`),
    read('sessions', `/api/${id}/sessions`),
    read('RPC list', `/api/trpc/tasks.list?input=${rpc}`),
    read('token', '/api/auth/token', { cookie }),
    write('create', 'POST', tasks, title, 201),
    write('idempotent create', 'POST', tasks, title, 201, { 'idempotency-key': newcomer.email }),
    write('bulk', 'POST', `${tasks}/bulk`, { operations: [{ op: 'create', ...title }] }),
    write('update', 'PUT', `${tasks}/${taskId}`, title),
    write('toggle', 'PATCH', `${tasks}/${taskId}/complete`),
    write('delete', 'DELETE', `${tasks}/1${taskId}`, undefined, 404),
    write('RPC create', 'POST', '/api/trpc/tasks.create', { user_id: id, ...title }),
    write('sign-in', 'POST', '/api/auth/sign-in/email', { email, password }),
    write('sign-up', 'POST', '/api/auth/sign-up/email', newcomer),
    write('sign-out', 'POST', '/api/auth/sign-out', {}, 200, authorize(otherToken)),
  ];

  function read(name: string, path: string, headers = authorize(token)): Asking {
    return { name, path, success: 200, isWrite: false, init: { headers } };
  }

  function write(
    name: string,
    method: string,
    path: string,
    json?: object,
    success = 200,
    more: Record<string, string> = {},
  ): Asking {
    const type = json && { 'content-type': 'application/json' };
    const headers = { ...authorize(token), ...type, ...more };
    const init = { method, headers, ...(json && { body: JSON.stringify(json) }) };
    return { name, path, success, isWrite: true, init };
  }
}

function authorize(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

async function outcomeOf(path: string, response: Response): Promise<Asked['outcome']> {
  const { status, headers } = response;
  if (status < 500) {
    await response.body?.cancel();
    return status;
  }
  const text = await response.text();
  const isGood = status === 503 && /^[1-9]\d*$/.test(headers.get('retry-after') ?? '');
  return isGood && saysNotNow(path, headers, text)
    ? 'unavailable'
    : `${status} ${JSON.stringify([...headers])} ${text}`;
}

const DETAIL = 'The service cannot answer just now. Try again after the seconds in Retry-After.';

/** Exactly what is said to everybody, so nothing of the cause. */
function saysNotNow(path: string, headers: Headers, text: string): boolean {
  const json = JSON.parse(text) as Record<string, unknown>;
  if (path.startsWith('/api/auth/')) {
    return (
      json.code === 'SERVICE_UNAVAILABLE' && Object.keys(json).length === 2 && !CAUSE.test(text)
    );
  }
  const isRpc = path.startsWith('/api/trpc/');
  const problem = isRpc ? problemOf(json) : json;
  const isType = headers.get('content-type') === 'application/problem+json';
  return (isRpc || isType) && problem.detail === DETAIL && !CAUSE.test(text);
}

const CAUSE = /postgres|sql|ECONN|connect|timeout|read-only|password|role|database/i;

function problemOf({ error }: { error?: { data?: { problem?: object } } }): { detail?: string } {
  return error?.data?.problem ?? {};
}
