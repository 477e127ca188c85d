import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const JSON_TYPE = { 'content-type': 'application/json' };

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer();
  ada = await addPerson(server, 'ada');
});

afterAll(() => server.close());

test.each([
  'application/json',
  'Application/JSON; charset=utf-8',
  'application/json;charset=latin1',
  'application/json ; x="y"',
])('a body of %s is read', async (type) => {
  const headers = { 'content-type': type };
  expect(await create('{"title":"ö"}', headers)).toMatchObject({
    status: 201,
    json: { title: 'ö' },
  });
});

test.each([
  'application/jsonp',
  'application/json5',
  'application/problem+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/json',
  'text/plain',
  'json',
  'application/json, text/plain',
  '',
  undefined,
])('a body of %s is a 415', async (type) => {
  const headers = type === undefined ? {} : { 'content-type': type };
  expect((await create('{"title":"x"}', headers)).status).toBe(415);
});

test.each<[string, string | Uint8Array]>([
  ['an open object', '{'],
  ['a trailing comma', '{"title":"a",}'],
  ['text after the end', '{"title":"a"} x'],
  ['single quotes', "{'title':'a'}"],
  ['NaN', '{"title":NaN}'],
  ['a comment', '{"title":"a"/**/}'],
  ['a bare word', 'title'],
  ['white space alone', ' \n'],
  ['a raw line break in a string', '{"title":"a\nb"}'],
  ['a byte order mark', '\uFEFF{"title":"a"}'],
  ['a byte that is never UTF-8', titled(0xff)],
  ['a truncated character', titled(0xe2, 0x82)],
  ['an overlong form', titled(0xc0, 0xaf)],
  ['an encoded surrogate', titled(0xed, 0xa0, 0x80)],
  ['UTF-16', Buffer.from('{"title":"a"}', 'utf16le')],
])('%s is a 400', async (_, body) => {
  const answer = await create(body, JSON_TYPE);
  expect(answer).toMatchObject({ status: 400, json: { code: 'PARSE_ERROR' } });
});

test.each(['[]', '[{"title":"a"}]', '"title"', '1', 'true', 'null'])(
  'JSON that is no object is a 422 of the whole body: %s',
  async (text) => {
    const { id } = (await create('{"title":"x"}', JSON_TYPE)).json as Task;
    for (const [method, path] of [
      ['POST', '/api/ada/tasks'],
      ['PUT', `/api/ada/tasks/${id}`],
      ['PATCH', `/api/ada/tasks/${id}/complete`],
    ] as const) {
      const answer = await server.send(method, path, { token: ada.token, text });
      const errors = [{ pointer: '#', detail: 'must be an object' }];
      expect(answer).toMatchObject({ status: 422, json: { errors } });
    }
  },
);

test.each([{}, JSON_TYPE])('no body is an object without fields: %j', async (headers) => {
  const errors = [{ pointer: '#/title', detail: 'is required' }];
  expect(await create('', headers)).toMatchObject({ status: 422, json: { errors } });
});

test('of a name that is given twice the last counts', async () => {
  const answer = await create('{"title":1,"title":"a","title":"b"}', JSON_TYPE);
  expect(answer).toMatchObject({ status: 201, json: { title: 'b' } });
});

test.each([
  '{"title":"a","__proto__":{"completed":true,"priority":"high"}}',
  '{"title":"a","constructor":{"prototype":{"completed":true}}}',
  '{"title":"a","prototype":null,"toString":1,"hasOwnProperty":1,"then":1}',
])('names that JavaScript knows are unknown fields: %s', async (text) => {
  const answer = await create(text, JSON_TYPE);
  expect(answer).toMatchObject({ status: 201, json: { completed: false, priority: 'none' } });
  expect({}).not.toHaveProperty('completed');
});

test('a title cannot come from a prototype', async () => {
  expect((await create('{"__proto__":{"title":"a"}}', JSON_TYPE)).status).toBe(422);
});

test('a body of 65,536 bytes is read, and one more is a 413', async () => {
  const json = '{"title":"x"}';
  expect((await create(json.padEnd(65_536), JSON_TYPE)).status).toBe(201);
  expect((await create(json.padEnd(65_537), JSON_TYPE)).status).toBe(413);
});

test('deep nesting harms nobody', async () => {
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  expect((await create(`{"title":"x","tags":${deep}}`, JSON_TYPE)).status).toBe(422);
  expect((await create(`{"title":"x","more":${deep}}`, JSON_TYPE)).status).toBe(201);
});

test('bodies of GET and DELETE are not read', async () => {
  const { id } = (await create('{"title":"x"}', JSON_TYPE)).json as Task;
  const message = { token: ada.token, text: '{' };
  expect((await server.send('GET', `/api/ada/tasks/${id}`, message)).status).toBe(200);
  expect((await server.send('DELETE', `/api/ada/tasks/${id}`, message)).status).toBe(204);
});

function titled(...bytes: number[]): Uint8Array {
  return Buffer.concat([Buffer.from('{"title":"'), Buffer.from(bytes), Buffer.from('"}')]);
}

function create(bytes: string | Uint8Array, headers: Record<string, string>) {
  return server.send('POST', '/api/ada/tasks', { token: ada.token, bytes, headers });
}
