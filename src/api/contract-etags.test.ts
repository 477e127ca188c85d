import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const statements: string[] = [];

let server: TestServer;
let ada: Person;
let tasksPath: string;
let taskPath: string;

beforeAll(async () => {
  server = await createTestServer({}, { onStatement: (statement) => statements.push(statement) });
  ada = await addPerson(server);
  tasksPath = `/api/${ada.id}/tasks`;
  const { headers } = await send('POST', tasksPath, { json: { title: 'Buy milk' } });
  taskPath = `${headers.location}`;
});

afterAll(() => server.close());

test('the strong ETag of a task is its version, whatever it is the answer to', async () => {
  const { headers, json } = await send('POST', tasksPath, { json: { title: 'Tagged' } });
  const path = `${headers.location}`;
  expect(headers.etag).toBe(`"${(json as Task).version}"`);
  for (const [method, tail, message] of [
    ['GET', '', {}],
    ['PUT', '', { json: { title: 'New' } }],
    ['PATCH', '/complete', {}],
    ['POST', '/restore', {}],
  ] as const) {
    const answer = await send(method, path + tail, message);
    expect(answer).toMatchObject({ status: 200, json: { version: expect.any(Number) } });
    expect(answer.headers.etag).toBe(`"${(answer.json as Task).version}"`);
  }
});

test('the strong ETag of a list changes with every write of any task of the user', async () => {
  const { id } = (await send('POST', tasksPath, { json: { title: 'One of many' } })).json as Task;
  const path = `${tasksPath}/${id}`;
  const operations = [{ op: 'create', title: 'Three' }];
  const tags = [await tagOf(`${tasksPath}?search=milk`)];
  for (const [method, target, message] of [
    ['POST', tasksPath, { json: { title: 'Two' } }],
    ['PUT', path, { json: { title: 'One of many' } }],
    ['PATCH', `${path}/complete`, {}],
    ['DELETE', path, {}],
    ['POST', `${path}/restore`, {}],
    ['POST', `${tasksPath}/bulk`, { json: { operations } }],
  ] as const) {
    expect((await send(method, target, message)).status).toBeLessThan(300);
    tags.push(await tagOf(`${tasksPath}?search=milk`));
  }
  expect(new Set(tags).size).toBe(tags.length);
  for (const tag of tags) expect(tag).toMatch(/^"[\x21\x23-\x7e]+"$/);
});

test('the ETag of a list stays where somebody else writes, and where nothing is written', async () => {
  const eve = await addPerson(server);
  const before = [await tagOf(tasksPath), await tagOf(tasksPath)];
  const hers = { token: eve.token, json: { title: 'Hers' } };
  expect((await server.send('POST', `/api/${eve.id}/tasks`, hers)).status).toBe(201);
  expect((await send('POST', tasksPath, { json: {} })).status).toBe(422);
  expect((await send('DELETE', `${tasksPath}/0`)).status).toBe(404);
  expect(new Set([...before, await tagOf(tasksPath)]).size).toBe(1);
});

test('the ETag of a list is that of its query, however that is written', async () => {
  const different = ['', '?status=pending', '?search=milk', '?limit=1', '?limit=2', '?order=asc'];
  const tags = await Promise.all(different.map((query) => tagOf(tasksPath + query)));
  expect(new Set(tags).size).toBe(different.length);
  expect(await tagOf(`${tasksPath}?status=all&sort=created&nonsense=1`)).toBe(tags[0]);
  expect(await tagOf(`${tasksPath}?sort=title&limit=1`)).toBe(
    await tagOf(`${tasksPath}?limit=1&sort=title`),
  );
});

test.each<[number, (tag: string) => string | string[]]>([
  [304, (tag) => tag],
  [304, (tag) => `W/${tag}`],
  [304, (tag) => `"0", W/"a,b",${tag} ,"z"`],
  [304, (tag) => `, "" ,,W/${tag}`],
  [304, (tag) => ['"0"', tag]],
  [304, () => '*'],
  [304, () => ' * '],
  [200, () => '"0"'],
  [200, () => '""'],
  [200, () => 'W/"0", "*"'],
  [200, (tag) => `"${tag.slice(1, -2)}"`],
  [400, () => ''],
  [400, (tag) => tag.slice(1, -1)],
  [400, (tag) => tag.slice(0, -1)],
  [400, (tag) => `w/${tag}`],
  [400, (tag) => `W/ ${tag}`],
  [400, (tag) => `${tag}, *`],
  [400, (tag) => `${tag}; q=1`],
  [400, () => '"a b"'],
])(
  'a %i is the answer to If-None-Match (%s), to GET and HEAD, of task and list',
  async (...row) => {
    const [status, headerOf] = row;
    for (const path of [taskPath, tasksPath, `${tasksPath}?limit=1&sort=title`]) {
      const etag = await tagOf(path);
      const headers = { 'if-none-match': headerOf(etag) };
      for (const method of ['GET', 'HEAD']) {
        const answer = await send(method, path, { headers });
        expect([method, path, answer.status]).toEqual([method, path, status]);
        expect(answer.headers.etag).toBe(status === 400 ? undefined : etag);
      }
    }
  },
);

test('a 304 has no body and no content type, and says how it may be cached', async () => {
  for (const path of [taskPath, tasksPath]) {
    const headers = { 'if-none-match': await tagOf(path), 'x-request-id': 'mine' };
    const answer = await send('GET', path, { headers });
    expect(answer).toMatchObject({
      status: 304,
      text: '',
      headers: {
        etag: headers['if-none-match'],
        'cache-control': 'private, no-cache',
        vary: 'Authorization, Origin',
        'x-request-id': 'mine',
      },
    });
    expect(answer.headers).not.toHaveProperty('content-type');
    expect(answer.headers).not.toHaveProperty('link');
  }
});

test('the answer that was known is given again when it has changed', async () => {
  const paths = [taskPath, tasksPath];
  const tags = await Promise.all(paths.map(tagOf));
  await send('PUT', taskPath, { json: { title: 'Buy oat milk' } });
  for (const [index, path] of paths.entries()) {
    const answer = await send('GET', path, { headers: { 'if-none-match': `${tags[index]}` } });
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('Buy oat milk') });
  }
});

test('the 304 of a list reads the revision and no task', async () => {
  const headers = { 'if-none-match': await tagOf(tasksPath) };
  expect(statements.splice(0).filter(readsTasks)).not.toEqual([]);
  expect((await send('GET', tasksPath, { headers })).status).toBe(304);
  const [revision, ...more] = statements.splice(0).filter((each) => each.includes('task'));
  expect([revision, more]).toEqual([expect.stringContaining('"task_revisions"'), []]);
  expect(readsTasks(`${revision}`)).toBe(false);
});

test.each<[number, string, Message]>([
  [401, '', { token: 'bad' }],
  [404, '/0', {}],
  [404, '/x/y', {}],
  [422, '?limit=0', {}],
  [422, '?cursor=x', {}],
])('a %i is not hidden by If-None-Match: %s', async (status, tail, message) => {
  const answer = await send('GET', tasksPath + tail, {
    ...message,
    headers: { 'if-none-match': '*' },
  });
  expect(answer.status).toBe(status);
  expect(answer.headers).not.toHaveProperty('etag');
});

function readsTasks(statement: string): boolean {
  return statement.includes('"tasks"');
}

async function tagOf(path: string): Promise<string> {
  return `${(await send('GET', path)).headers.etag}`;
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
