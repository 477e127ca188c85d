import { expect, test } from 'vitest';
import { openApiDocument } from '@/api/openapi';
import { createConformance } from './document';
import type { OpenApiDocument } from './document-parts';
import type { Answer, Sent } from './http';

const conforms = createConformance(openApiDocument as unknown as OpenApiDocument);

const headers = {
  'content-type': 'application/json',
  'x-request-id': 'x',
  'cache-control': 'no-cache',
  vary: 'Origin',
};
const problem = {
  type: 'http://localhost/problems/not-found',
  title: 'Not found',
  status: 404,
  detail: 'Task not found',
  instance: 'urn:request:x',
  code: 'NOT_FOUND',
};

const tagged = { ...headers, etag: '"42"', location: '/api/u/tasks/1' };

type Change = Partial<
  Pick<Sent, 'method' | 'path' | 'body'> & Omit<Answer, 'text'> & { sent: Sent['headers'] }
>;

test('an answer that the document describes passes', () => {
  expect(() => judge({})).not.toThrow();
});

test.each<[string, Change, string]>([
  ['an unknown status', { status: 202 }, 'does not name this status'],
  ['an unknown path', { path: '/api/health' }, 'does not name this status'],
  ['an unknown method', { method: 'POST' }, 'does not name this status'],
  ['an unknown header', { headers: { ...headers, 'x-more': '1' } }, 'the header x-more'],
  ['a missing header', { headers: { ...headers, vary: undefined } }, 'vary is missing'],
  ['another type', { headers: { ...headers, 'content-type': 'text/html' } }, 'text/html'],
  ['another body', { json: { status: 'well' } }, 'must be equal to constant'],
  ['more in the body', { json: { status: 'ok', more: 1 } }, 'must NOT have additional properties'],
  ['a body after HEAD', { method: 'HEAD' }, 'there is a body'],
])('%s fails', (_, change, message) => {
  expect(() => judge(change)).toThrow(message);
});

test.each([
  ['/api/u/tasks/changes?limit=501', 'parameter limit'],
  ['/api/u/tasks/changes?since=' + 'x'.repeat(201), 'parameter since'],
])('an accepted query that the document refuses fails: %s', (path, message) => {
  const json = { changes: [], cursor: 'x', has_more: false };
  expect(() => judge({ path, json })).toThrow(message);
});

test.each([
  [{ 'idempotency-key': 'a b' }, 'parameter Idempotency-Key'],
  [{ 'Idempotency-Key': 'x'.repeat(513) }, 'parameter Idempotency-Key'],
  [{ 'if-match': '"42"' }, 'the header if-match of the request'],
])('an accepted header that the document refuses fails: %j', (sent, message) => {
  const made = { status: 201, headers: tagged, json: aTask(), body: '{"title":"x"}', sent };
  expect(() => judge({ method: 'POST', path: '/api/u/tasks', ...made })).toThrow(message);
});

test('a 304 is judged like other answers', () => {
  const { 'content-type': type, location, ...bare } = tagged;
  const path = '/api/u/tasks/1';
  const change = { path, status: 304, json: undefined, sent: { 'if-none-match': '*' } };
  expect(() => judge({ ...change, headers: bare })).not.toThrow();
  expect(() => judge({ ...change, headers: bare, json: {} })).toThrow('there is a body');
  expect(() => judge({ ...change, headers: { ...bare, 'content-type': type } })).toThrow(type);
  expect(() => judge({ ...change, headers: { ...bare, location } })).toThrow('header location');
  expect(() => judge({ ...change, headers: { ...bare, etag: undefined } })).toThrow('etag is');
  expect(() => judge({ ...change, headers: bare, sent: { 'if-match': '*' } })).toThrow('if-match');
});

test.each([
  ['', 'demands a body'],
  ['{}', "must have required property 'title'"],
])('an accepted body that the document refuses fails: %j', (body, message) => {
  const made = { status: 201, headers: tagged, json: aTask(), body };
  expect(() => judge({ method: 'POST', path: '/api/u/tasks', ...made })).toThrow(message);
});

test('a problem of RPC is held against the schema', () => {
  const path = '/api/trpc/tasks.get';
  expect(() => judge({ path, status: 404, json: rpcError(problem) })).not.toThrow();
  expect(() => judge({ path, status: 404, json: rpcError({}) })).toThrow('must have required');
  expect(() => judge({ path, status: 207, json: [rpcError({})] })).toThrow('must have required');
});

/** A good exchange with the health check, but for the change. */
function judge(change: Change): void {
  const answer = { status: 200, headers, json: { status: 'ok' }, ...change };
  const text = JSON.stringify(answer.json) ?? '';
  const named = Object.entries(answer.headers).filter(([, value]) => value !== undefined);
  conforms(
    {
      method: change.method ?? 'GET',
      path: change.path ?? '/api/healthz',
      headers: { 'content-type': 'application/json', ...change.sent },
      body: change.body,
    },
    { ...answer, text, headers: Object.fromEntries(named) },
  );
}

function rpcError(given: object) {
  return { error: { data: { problem: given } } };
}

function aTask() {
  const instant = '2026-11-21T09:30:00.123456Z';
  return {
    id: 1,
    user_id: 'u',
    title: 'x',
    description: null,
    completed: false,
    due_date: null,
    priority: 'none',
    tags: [],
    created_at: instant,
    updated_at: instant,
    version: 1,
  };
}
