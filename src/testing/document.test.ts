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

type Change = Partial<Pick<Sent, 'method' | 'path' | 'body'> & Omit<Answer, 'text'>>;

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
  ['/api/u/tasks?limit=501', 'parameter limit'],
  ['/api/u/tasks?status=done', 'parameter status'],
])('an accepted query that the document refuses fails: %s', (path, message) => {
  expect(() => judge({ path, json: [] })).toThrow(message);
});

test.each([
  ['', 'demands a body'],
  ['{}', "must have required property 'title'"],
])('an accepted body that the document refuses fails: %j', (body, message) => {
  const change = { method: 'POST', path: '/api/u/tasks', status: 201, json: aTask(), body };
  expect(() => judge(change)).toThrow(message);
});

test('a problem of RPC is held against the schema', () => {
  const path = '/api/trpc/tasks.get';
  expect(() => judge({ path, status: 404, json: rpcError(problem) })).not.toThrow();
  expect(() => judge({ path, status: 404, json: rpcError({}) })).toThrow('must have required');
  expect(() => judge({ path, status: 207, json: [rpcError({})] })).toThrow('must have required');
});

/** A good exchange with the health check, but for the change. */
function judge(change: Change): void {
  const answer = { status: 200, headers, text: '{}', json: { status: 'ok' }, ...change };
  const named = Object.entries(answer.headers).filter(([, value]) => value !== undefined);
  conforms(
    {
      method: change.method ?? 'GET',
      path: change.path ?? '/api/healthz',
      headers: { 'content-type': 'application/json' },
      body: change.body,
    },
    { ...answer, headers: Object.fromEntries(named) },
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
