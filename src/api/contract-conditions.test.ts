import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const writes = {
  update: ['PUT', '', { json: { title: 'Mine' } }, 200],
  toggle: ['PATCH', '/complete', {}, 200],
  delete: ['DELETE', '', {}, 204],
} as const;
type Write = keyof typeof writes;
const names = Object.keys(writes) as Write[];

let server: TestServer;
let ada: Person;
let tasksPath: string;

beforeAll(async () => {
  server = await createTestServer();
  ada = await addPerson(server);
  tasksPath = `/api/${ada.id}/tasks`;
});

afterAll(() => server.close());

test.each<(tag: string) => string | string[]>([
  (tag) => tag,
  (tag) => `"0", ${tag}`,
  (tag) => `W/"0" ,,${tag},"x"`,
  (tag) => ['"0"', tag],
  () => '*',
])('a write whose If-Match names the task is done: %s', async (headerOf) => {
  for (const name of names) {
    const { path, etag } = await create();
    const answer = await write(name, path, { 'if-match': headerOf(etag) });
    expect([name, answer.status]).toEqual([name, writes[name][3]]);
  }
});

test.each<(tag: string, task: Task) => string>([
  (tag) => `W/${tag}`,
  (_, { version }) => `"${version - 1}"`,
  (_, { version }) => `"${version + 1}"`,
  (_, { version }) => `"0${version}x"`,
  (_, { version }) => `"0${version}"`,
  () => '""',
  () => '"*"',
  () => `"${'9'.repeat(40)}"`,
  (tag) => `"1", W/${tag}, "é"`,
])(
  'a write whose If-Match names something else is a 412 that writes nothing: %s',
  async (tagOf) => {
    for (const name of names) {
      const { path, etag, task } = await create();
      const before = await booksOf(server, ada.id);
      const answer = await write(name, path, { 'if-match': tagOf(etag, task) });
      expect(answer).toMatchObject({
        status: 412,
        headers: { etag },
        json: {
          type: 'http://localhost:3000/problems/precondition-failed',
          title: 'Changed meanwhile',
          code: 'PRECONDITION_FAILED',
          detail: 'The task was changed meanwhile: read it again and decide anew',
        },
      });
      expect(await booksOf(server, ada.id)).toEqual(before);
    }
  },
);

test('the ETag of a list names no task', async () => {
  const { path } = await create();
  const { headers } = await send('GET', tasksPath);
  const answer = await write('update', path, { 'if-match': `${headers.etag}` });
  expect(answer.status).toBe(412);
});

test.each(['', '1', 'x', '"1', 'w/"1"', '"1" "a b"', '"1", *', '* "1"'])(
  'a malformed If-Match is a 400 that writes nothing: %s',
  async (header) => {
    const { path } = await create();
    const before = await booksOf(server, ada.id);
    for (const name of names) {
      const answer = await write(name, path, { 'if-match': header });
      expect(answer).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST' } });
      expect((answer.json as { detail: string }).detail).toContain('If-Match');
      expect(answer.headers).not.toHaveProperty('etag');
    }
    expect(await booksOf(server, ada.id)).toEqual(before);
  },
);

test('a task that is not there is a 404 whatever If-Match says', async () => {
  const eve = await addPerson(server);
  const deleted = await create();
  await send('DELETE', deleted.path);
  const { json } = await server.send('POST', `/api/${eve.id}/tasks`, {
    token: eve.token,
    json: { title: 'Hers' },
  });
  const foreign = json as Task;
  for (const name of names) {
    for (const id of [deleted.task.id, foreign.id, 0, 999_999]) {
      for (const tag of ['*', '"0"', deleted.etag, `"${foreign.version}"`]) {
        const answer = await write(name, `${tasksPath}/${id}`, { 'if-match': tag });
        expect(answer).toMatchObject({ status: 404, json: { detail: 'Task not found' } });
        expect(answer.headers).not.toHaveProperty('etag');
      }
    }
  }
});

test.each<[string, Message, number]>([
  ['a bad field', { json: { title: '' } }, 422],
  ['no known field', { json: {} }, 422],
  ['a list', { json: [] }, 422],
  ['malformed JSON', { text: '{' }, 400],
  ['a form', { bytes: 'title=x', headers: { 'content-type': 'text/plain' } }, 415],
  ['a large body', { text: `"${'x'.repeat(65_536)}"` }, 413],
  ['a bad token', { token: 'bad', json: { title: 'x' } }, 401],
])('%s is answered before If-Match is judged', async (_, message, status) => {
  const { path } = await create();
  for (const tag of ['"0"', '*']) {
    const headers = { ...message.headers, 'if-match': tag };
    const answer = await send('PUT', path, { ...message, headers });
    expect([answer.status, answer.headers.etag]).toEqual([status, undefined]);
  }
});

test('If-Match is about writes of a task: what reads and creates ignores it', async () => {
  const { path } = await create();
  const message = { headers: { 'if-match': '"0"' }, undescribed: true };
  expect((await send('GET', path, message)).status).toBe(200);
  expect((await send('GET', tasksPath, message)).status).toBe(200);
  expect((await send('POST', tasksPath, { ...message, json: { title: 'x' } })).status).toBe(201);
  expect((await send('POST', `${path}/restore`, message)).status).toBe(200);
});

test('of editors with the same ETag one is done, and nothing of the others is stored', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { path, etag, task } = await create();
    const titles = Array.from({ length: 2 + round }, (_, index) => `Editor ${index}`);
    const answers = await Promise.all(
      titles.map((title) => send('PUT', path, { json: { title }, headers: { 'if-match': etag } })),
    );
    const [winner, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    expect(winner?.json).toMatchObject({ version: task.version + 1 });
    for (const { status, headers } of answers.filter((answer) => answer !== winner)) {
      expect([status, headers.etag]).toEqual([412, winner?.headers.etag]);
    }
    expect((await send('GET', path)).json).toEqual(winner?.json);
  }
});

test('who lost reads again, and the next ETag is good', async () => {
  const { path, etag } = await create();
  await send('PATCH', `${path}/complete`);
  const lost = await write('update', path, { 'if-match': etag });
  const won = await write('update', path, { 'if-match': `${lost.headers.etag}` });
  expect([lost.status, won]).toMatchObject([
    412,
    { status: 200, json: { title: 'Mine', completed: true } },
  ]);
  expect((await write('delete', path, { 'if-match': `${won.headers.etag}` })).status).toBe(204);
});

function write(name: Write, path: string, headers: Message['headers'] & {}) {
  const [method, tail, message] = writes[name];
  return send(method, path + tail, { ...message, headers });
}

async function create(): Promise<{ path: string; etag: string; task: Task }> {
  const { headers, json } = await send('POST', tasksPath, { json: { title: 'Theirs' } });
  return { path: `${headers.location}`, etag: `${headers.etag}`, task: json as Task };
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
