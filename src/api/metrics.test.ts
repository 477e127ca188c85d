import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type Person, type TestApp } from '@/testing/app';

const TOKEN = 'a token of the operator';
const LABELS =
  /^(http_route|http_request_method|http_response_status_code|db_operation_name|nodejs_eventloop_state)$/;
let app: TestApp;
let ada: Person;

beforeAll(async () => {
  app = await createTestApp({ METRICS_TOKEN: TOKEN });
  ada = await app.signUp();
});

afterAll(() => app.close());

test('whoever has the token reads how many requests there were, by route and status', async () => {
  const before = await read();
  for (let count = 0; count < 3; count += 1) await get(`/api/${ada.id}/tasks`, ada.token);
  await get(`/api/${ada.id}/tasks/999999999`, ada.token);
  const after = await read();
  const list = 'http_route="/api/{user_id}/tasks",http_response_status_code="200"';
  const missing = 'http_route="/api/{user_id}/tasks/{id}",http_response_status_code="404"';
  expect(countOf(after, list) - countOf(before, list)).toBe(3);
  expect(countOf(after, missing) - countOf(before, missing)).toBe(1);
});

test.each([
  ['no token', undefined, 'Bearer realm="tasks"'],
  ['another token', 'a token of somebody', 'error="invalid_token"'],
])('with %s it is a 401', async (_, token, challenge) => {
  const response = await get('/api/metrics', token);
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain(challenge);
});

test('the token of a user is not that of the operator, nor the other way round', async () => {
  expect((await get('/api/metrics', ada.token)).status).toBe(401);
  expect((await get(`/api/${ada.id}/tasks`, TOKEN)).status).toBe(401);
});

test('without METRICS_TOKEN there is nothing at the path', async () => {
  const other = await createTestApp();
  const response = await get('/api/metrics', TOKEN, other);
  await other.close();
  expect(response.status).toBe(404);
});

test('only reading is allowed', async () => {
  const response = await get('/api/metrics', TOKEN, app, 'POST');
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
});

test('paths and methods that somebody invents, and users, add no series', async () => {
  await get('/api/nothing', ada.token);
  const series = seriesOf(await read());
  for (let count = 0; count < 20; count += 1) {
    await get(`/api/${crypto.randomUUID()}`, ada.token);
    await get(`/api/auth/${crypto.randomUUID()}`, undefined);
    await get(`/api/trpc/${crypto.randomUUID()}`, ada.token);
    await get('/api/healthz', undefined, app, `M${count}`);
  }
  const text = await read();
  const routes = seriesOf(text).filter((one) => !series.includes(one));
  expect(routes.length).toBeLessThanOrEqual(6);
  expect(text).not.toContain(ada.id);
});

test('the dashboard asks for nothing that is not told', async () => {
  const text = await read();
  const dashboard = readFileSync('deploy/grafana-dashboard.json', 'utf8');
  const series = dashboard.match(/\b(?:http|db|process|nodejs)_\w+(?=\{|\[| *"|\))/g) ?? [];
  const asked = new Set(series.filter((name) => !LABELS.test(name)));
  expect(asked.size).toBeGreaterThan(4);
  const told = new Set(text.split('\n').map((line) => line.split(/[{ ]/)[0]));
  expect([...asked].filter((name) => !told.has(name))).toEqual([]);
});

function get(path: string, token?: string, { handle, services } = app, method = 'GET') {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return handle(new Request(new URL(path, services.env.BETTER_AUTH_URL), { method, headers }));
}

async function read(): Promise<string> {
  const response = await get('/api/metrics', TOKEN);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return response.text();
}

function countOf(text: string, labels: string): number {
  const line = text
    .split('\n')
    .find((one) => one.includes('duration_count') && one.includes(labels));
  return Number(line?.split(' ').at(-1) ?? 0);
}

function seriesOf(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.includes('duration_count'))
    .map((line) => line.split(' ')[0] ?? '');
}
