import { createOpenApiFetchHandler } from 'trpc-to-openapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestApp, type TestApp } from '@/testing/app';
import { bearer } from '@/testing/clients';
import { addPerson } from '@/testing/people';
import { snapshotSchemas } from '@/testing/schema-snapshot';
import { createContext } from './context';
import { appRouter } from './router';
import { routes } from './routes';

type Handle = (request: Request) => Promise<Response>;
type Step = [method: string, path: string, body?: object];

/** Each works on what those before it left behind; `:a` and `:b` are the tasks, in paths and bodies. */
const steps: Step[] = [
  ['POST', '', { title: ' Buy milk ', tags: ['home', 'shop'], due_date: '2026-12-24' }],
  ['POST', '', { title: 'Émile 😀', description: 'a "b"\n\\', completed: true, priority: 'high' }],
  ['GET', ''],
  ['GET', '?status=completed&sort=title&order=asc&search=%C3%A9mile&priority=high'],
  ['GET', '?limit=1&tag=home&due_after=2026-01-01&due_before=2027-01-01&unknown=1'],
  ['GET', '/:a'],
  ['PUT', '/:a', { description: 'Oat', completed: true }],
  ['PUT', '/:a', { description: null, due_date: null, tags: [] }],
  // The library refuses a PATCH without a body.
  ['PATCH', '/:a/complete', {}],
  ['PATCH', '/:a/complete', { completed: false }],
  ['DELETE', '/:b'],
  ['GET', '/deleted?limit=1'],
  ['GET', '/changes?limit=1'],
  ['POST', '/:b/restore', {}],
  [
    'POST',
    '/bulk',
    {
      operations: [
        { op: 'update', id: ':a', title: 'Buy bread', tags: ['shop'] },
        { op: 'complete', id: ':b' },
        { op: 'create', title: ' Rest ' },
      ],
    },
  ],
  ['GET', '/changes'],
  ['GET', ''],
];

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test('the steps go through every route of the tasks but the events, which the library cannot send', () => {
  const taken = steps.map(([method, path]) => `${method} ${path.replace(/\?.*/, '')}`);
  const known = routes
    .filter(({ name, type }) => name.startsWith('tasks.') && type !== 'subscription')
    .map(({ method, path }) => `${method} ${path.slice('/api/{user_id}/tasks'.length)}`);
  const templates = taken.map((step) => step.replace(/:\w/, '{id}'));
  expect(new Set(templates)).toEqual(new Set(known));
});

test('for well-formed requests the bodies are those of trpc-to-openapi’s own handler', async () => {
  const before = snapshotSchemas();
  const ours = await take(app.handle);
  expect(snapshotSchemas()).toEqual(before);

  const theirs = await take(handleWithLibrary);
  expect(ours).toEqual(theirs);
  // The reason why its handler is not the one in use.
  expect(snapshotSchemas()).not.toEqual(before);
});

/** The library takes the first path that fits, so `/tasks/changes` has to come before `/tasks/{id}`. */
const procedures = Object.fromEntries(Object.entries(appRouter._def.procedures).toReversed());
const router = { ...appRouter, _def: { ...appRouter._def, procedures } } as typeof appRouter;

function handleWithLibrary(req: Request): Promise<Response> {
  return createOpenApiFetchHandler({
    req,
    endpoint: '/',
    router,
    createContext: () => createContext(app.services, req),
  });
}

/** The bodies of the answers, told alike for everybody. */
async function take(handle: Handle): Promise<unknown[]> {
  const { id, token } = await addPerson(app);
  const tasks: number[] = [];
  const bodies: unknown[] = [];
  for (const [method, template, body] of steps) {
    const idOf = (name: string) => String(tasks[name.endsWith('a') ? 0 : 1]);
    const path = template.replace(/:\w/, idOf);
    const url = `${app.services.env.BETTER_AUTH_URL}/api/${id}/tasks${path}`;
    const headers = { ...bearer(token), 'content-type': 'application/json' };
    const sent = body && {
      body: JSON.stringify(body).replaceAll(/":\w"/g, (text) => idOf(text.slice(0, -1))),
    };
    const response = await handle(new Request(url, { method, headers, ...sent }));
    const text = await response.text();
    expect(response.ok).toBe(true);
    if (method === 'POST' && template === '') tasks.push((JSON.parse(text) as Task).id);
    bodies.push(text && JSON.parse(text, (name, value) => told(name, value, tasks)));
  }
  return bodies;
}

function told(name: string, value: unknown, tasks: number[]): unknown {
  if (name === 'id') return `task ${tasks.indexOf(value as number)}`;
  return ['user_id', 'created_at', 'updated_at', 'deleted_at', 'cursor'].includes(name)
    ? `some ${name}`
    : value;
}
