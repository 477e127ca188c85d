import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const TASKS = '/api/ada/tasks';
const EMOJI = '😀';

let server: TestServer;
let ada: Person;
let task: Task;

beforeAll(async () => {
  server = await createTestServer();
  ada = await addPerson(server, 'ada');
  task = (await send('POST', TASKS, { title: 'Buy milk' })).json as Task;
});

afterAll(() => server.close());

const NOT_STORABLE = 'must not contain NUL or lone surrogates';
const NO_DATE = 'must be a date such as 2026-12-24';
const NO_PRIORITY = 'must be one of none, low, medium, high';

test.each<[string, string, unknown[]]>([
  ['title', 'must be a string', [null, 1, true, ['a'], { text: 'a' }]],
  ['title', 'must not be blank', ['', ' ', '\t\n\u00a0\u2003\ufeff']],
  ['title', 'must be at most 200 characters', ['x'.repeat(201), EMOJI.repeat(201)]],
  ['title', NOT_STORABLE, ['a\0b', '\ud800', 'a\udc00', '\udc00\ud800', '\ud83d']],
  ['description', 'must be a string', [1, false, [], {}]],
  ['description', 'must be at most 1000 characters', ['x'.repeat(1_001), EMOJI.repeat(1_001)]],
  ['description', NOT_STORABLE, ['\0', 'a\ud800b']],
  ['completed', 'must be a boolean', ['true', 'false', 1, 0, '', null, [], [true]]],
  ['due_date', NO_DATE, ['', 'tomorrow', '2026-2-3', '2026-12-24T00:00:00Z', ' 2026-12-24']],
  ['due_date', NO_DATE, ['2026-13-01', '2026-02-30', '2025-02-29', '0000-01-01', '+002026-01-01']],
  ['due_date', NO_DATE, [20_261_224, true, ['2026-12-24'], '12026-01-01', '24.12.2026']],
  ['priority', NO_PRIORITY, ['urgent', 'High', '', 3, null, ['low']]],
  ['tags', 'must be a list of strings', ['home', null, 1, {}, { 0: 'home', length: 1 }]],
  ['tags', 'must be at most 10', [Array.from({ length: 11 }, (_, index) => `tag ${index}`)]],
  [
    'tags',
    'must be distinct',
    [
      ['a', 'a'],
      ['a', ' a '],
    ],
  ],
  ['tags/1', 'must be a string', [1, null, ['a'], {}].map((tag) => ['a', tag])],
  ['tags/1', 'must not be blank', ['', '  '].map((tag) => ['a', tag])],
  ['tags/1', 'must be at most 32 characters', [['a', 'x'.repeat(33)]]],
  ['tags/1', NOT_STORABLE, ['\0', '\udfff'].map((tag) => ['a', tag])],
])('%s: %s', async (pointer, detail, values) => {
  const [field = ''] = pointer.split('/');
  for (const value of values) {
    const json = { title: 'Good', [field]: value };
    for (const answer of [
      await send('POST', TASKS, json),
      await send('PUT', `${TASKS}/${task.id}`, json),
    ]) {
      expect({ value, ...answer }).toMatchObject({
        value,
        status: 422,
        json: {
          code: 'UNPROCESSABLE_CONTENT',
          detail: `${pointer.replace('/', '.')}: ${detail}`,
          errors: [{ pointer: `#/${pointer}`, detail }],
        },
      });
    }
  }
  expect((await send('GET', TASKS)).json).toEqual([task]);
});

test.each([null, 'true', 1, 0, '', [], {}])('toggle to %j is a 422', async (completed) => {
  const answer = await send('PATCH', `${TASKS}/${task.id}/complete`, { completed });
  const errors = [{ pointer: '#/completed', detail: 'must be a boolean' }];
  expect(answer).toMatchObject({ status: 422, json: { errors } });
});

test('every violation is listed', async () => {
  const json = {
    title: ' ',
    description: 1,
    completed: 'no',
    due_date: '2026-02-30',
    priority: 'urgent',
    tags: ['ok', '', 7],
  };
  const { status, json: problem } = await send('POST', TASKS, json);
  const { detail, errors } = problem as { detail: string; errors: { pointer: string }[] };
  const fields = ['title', 'description', 'completed', 'due_date', 'priority', 'tags/1', 'tags/2'];
  expect(status).toBe(422);
  expect(errors.map(({ pointer }) => pointer)).toEqual(fields.map((field) => `#/${field}`));
  for (const field of fields) expect(detail).toContain(`${field.replace('/', '.')}: `);
});

test('a title that is missing is required', async () => {
  const errors = [{ pointer: '#/title', detail: 'is required' }];
  expect(await send('POST', TASKS, { completed: true })).toMatchObject({
    status: 422,
    json: { detail: 'title: is required', errors },
  });
});

test.each<Partial<Task>>([
  { title: 'x' },
  { title: 'x'.repeat(200) },
  { title: EMOJI.repeat(200) },
  { title: '👩‍👩‍👧‍👦 e\u0301 \u202e "\\/' },
  { title: '1' },
  { description: '' },
  { description: ' kept as it is\n' },
  { description: EMOJI.repeat(1_000) },
  { due_date: '2024-02-29' },
  { due_date: '0001-01-01' },
  { due_date: '9999-12-31' },
  { tags: Array.from({ length: 10 }, (_, index) => `${index}`) },
  { tags: [EMOJI.repeat(32), 'A', 'a'] },
])('%j is kept', async (fields) => {
  const made = await send('POST', TASKS, { title: 'Good', ...fields });
  expect(made).toMatchObject({ status: 201, json: fields });
  const path = `${TASKS}/${(made.json as Task).id}`;
  expect(await send('PUT', path, fields)).toMatchObject({ status: 200, json: fields });
  expect(await send('GET', path)).toMatchObject({ status: 200, json: fields });
  await send('DELETE', path);
});

test('titles and tags are trimmed before they are counted', async () => {
  const space = ' \u00a0\n'.repeat(100);
  const json = { title: `${space}x y${space}`, tags: [`${space}a b`] };
  const made = await server.send('POST', TASKS, { token: ada.token, json, undescribed: true });
  expect(made).toMatchObject({ status: 201, json: { title: 'x y', tags: ['a b'] } });
  await send('DELETE', String(made.headers.location));
});

function send(method: string, path: string, json?: object) {
  return server.send(method, path, { token: ada.token, json });
}
