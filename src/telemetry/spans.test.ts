import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findRevisions } from '@/db/task-revisions';
import { parseEnv } from '@/env';
import { createTestApp, PASSWORD, type Person, type TestApp } from '@/testing/app';
import { createTelemetry } from './telemetry';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE}-${CALLER}-01`;

const exporter = new InMemorySpanExporter();
const log = { warn: () => undefined };
let app: TestApp;
let ada: Person;

beforeAll(async () => {
  const exporters = { spans: new SimpleSpanProcessor(exporter) };
  app = await createTestApp({}, { telemetry: await createTelemetry(parseEnv({}), log, exporters) });
  ada = await app.signUp('Ada');
});

beforeEach(() => exporter.reset());

afterAll(() => app.close());

test('a request, its procedure and its statement are spans of the trace of the caller, one within the other', async () => {
  await send('GET', `/api/${ada.id}/tasks?search=secret`, { traceparent: TRACEPARENT });
  const [request, procedure, statement] = exporter.getFinishedSpans().toReversed();
  expect(request).toMatchObject({
    name: 'GET /api/{user_id}/tasks',
    parentSpanContext: { traceId: TRACE, spanId: CALLER },
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/api/{user_id}/tasks',
      'http.response.status_code': 200,
    },
  });
  expect(procedure).toMatchObject({
    name: 'tasks.list',
    parentSpanContext: request?.spanContext(),
  });
  expect(statement).toMatchObject({
    name: 'SELECT',
    parentSpanContext: procedure?.spanContext(),
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': expect.stringContaining('$1') },
  });
});

test('no span holds a user, a token or what somebody wrote', async () => {
  await send('POST', `/api/${ada.id}/tasks`, {}, { title: 'Buy secret milk' });
  await send('GET', `/api/${ada.id}/tasks?search=secret`);
  await send('GET', `/api/${ada.id}/nothing`);
  const told = tellAll();
  expect(told).toContain('tasks.create');
  for (const word of [ada.id, ada.token, 'secret', ada.email]) expect(told).not.toContain(word);
});

test('what fails tells no value either', async () => {
  await send(
    'POST',
    '/api/auth/sign-in/email',
    {},
    { email: ada.email, password: 'a wrong secret' },
  );
  const { db } = app.services;
  await db.execute(sql`alter table session rename to session_away`);
  await send('POST', '/api/auth/sign-in/email', {}, { email: ada.email, password: PASSWORD });
  await db.execute(sql`alter table session_away rename to session`);
  const told = tellAll();
  expect(told).toContain('PostgresError');
  for (const word of [ada.id, ada.email, PASSWORD, 'secret', 'params'])
    expect(told).not.toContain(word);
});

test('what nobody asked for is no trace', async () => {
  await findRevisions(app.services.db, [ada.id]);
  expect(exporter.getFinishedSpans()).toEqual([]);
});

test.each([
  ['none', undefined],
  ['one of zeros', `00-${'0'.repeat(32)}-${CALLER}-01`],
  ['one that is none', 'traceparent'],
])('with %s a request begins a trace of its own', async (_, traceparent) => {
  await send('GET', '/api/healthz', traceparent ? { traceparent } : {});
  const [span] = exporter.getFinishedSpans().toReversed();
  expect(span?.name).toBe('GET /api/healthz');
  expect(span?.parentSpanContext).toBeUndefined();
  expect(span?.spanContext().traceId).not.toBe(TRACE);
});

test('requests at the same time have their statements each for itself', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => String(index + 1).padStart(32, '0'));
  const traceparents = ids.map((id) => `00-${id}-${CALLER}-01`);
  const path = `/api/${ada.id}/tasks`;
  await Promise.all(
    traceparents.map((traceparent, index) =>
      send('POST', path, { traceparent }, { title: `Task ${index}` }),
    ),
  );
  const spans = exporter.getFinishedSpans();
  for (const id of ids) {
    const names = spans.filter((span) => span.spanContext().traceId === id).map(({ name }) => name);
    expect(names).toEqual(['INSERT', 'tasks.create', 'POST /api/{user_id}/tasks']);
  }
});

test('the statements of a log-in and of a transaction are told as well', async () => {
  await send('POST', '/api/auth/sign-in/email', {}, { email: ada.email, password: PASSWORD });
  const signIn = exporter.getFinishedSpans();
  expect(signIn.at(-1)?.name).toBe('POST /api/auth/sign-in/email');
  expect(signIn.map(({ name }) => name)).toContain('INSERT');

  exporter.reset();
  const next = 'another horse battery staple';
  const body = { current_password: PASSWORD, new_password: next };
  const changed = await send('PUT', `/api/${ada.id}/account/password`, {}, body);
  expect(changed.status).toBeLessThan(300);
  expect(exporter.getFinishedSpans().map(({ name }) => name)).toContain('UPDATE');
});

test('what failed for a reason of ours is marked, and what was refused is not', async () => {
  await send('GET', `/api/${ada.id}/tasks/999999999`);
  const [refused] = exporter.getFinishedSpans().toReversed();
  expect(refused).toMatchObject({
    status: { code: 0 },
    attributes: { 'http.response.status_code': 404 },
  });

  exporter.reset();
  app.services.drain();
  await send('GET', '/api/readyz');
  const [failed] = exporter.getFinishedSpans().toReversed();
  expect(failed).toMatchObject({
    status: { code: 2 },
    attributes: { 'http.response.status_code': 503 },
  });
});

/** All that spans say. */
function tellAll(): string {
  return JSON.stringify(
    exporter
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => [name, attributes, events, status]),
  );
}

function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Response> {
  const url = new URL(path, app.services.env.BETTER_AUTH_URL);
  return app.handle(
    new Request(url, {
      method,
      headers: {
        authorization: `Bearer ${ada.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
}
