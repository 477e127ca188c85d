import { expect, test } from 'vitest';
import { createJudge } from '@/testing/document';
import {
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type Reply,
  resolve,
} from '@/testing/document-parts';
import { openApiDocument } from './openapi';

type Json = Record<string, unknown>;

/** As it is served. */
const document = JSON.parse(JSON.stringify(openApiDocument)) as OpenApiDocument;
const judge = createJudge(document);
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

test.each([
  ['If-None-Match', ['listTasks', 'getTask', 'listDeleted']],
  ['If-Match', ['updateTask', 'deleteTask', 'toggleTask']],
  ['Idempotency-Key', ['createTask', 'restoreTask', 'bulkTasks']],
  ['Last-Event-ID', ['followChanges']],
])('the header %s of requests is named where it is heeded: %j', (header, expected) => {
  expect(operationsWith((operation) => parametersOf(operation).includes(header))).toEqual(expected);
});

test.each([
  [
    'ETag',
    [
      'listTasks',
      'createTask',
      'getTask',
      'updateTask',
      'toggleTask',
      'restoreTask',
      'listDeleted',
    ],
  ],
  ['Idempotency-Replayed', ['createTask', 'restoreTask', 'bulkTasks']],
  ['Location', ['createTask']],
  ['Link', ['listTasks', 'listDeleted']],
])('the header %s of success is named where it comes: %j', (header, expected) => {
  expect(
    operationsWith(({ responses }) =>
      ['200', '201', '204'].some((status) => header in headersOf(responses[status])),
    ),
  ).toEqual(expected);
});

test.each([
  ['304', ['listTasks', 'getTask', 'listDeleted']],
  ['409', ['createTask', 'restoreTask', 'bulkTasks']],
  ['410', ['listChanges', 'followChanges']],
  ['412', ['updateTask', 'deleteTask', 'toggleTask']],
])('the status %s is named where it can come: %j', (status, expected) => {
  expect(operationsWith(({ responses }) => status in responses)).toEqual(expected);
});

test('a 304 and a 412 have the ETag, and a 409 can say when to come back', () => {
  const [list] = operations;
  const { PRECONDITION_FAILED, CONFLICT } = document.components.responses;
  expect(headersOf(list?.responses['304'])).toHaveProperty('ETag');
  expect(list?.responses['304']).not.toHaveProperty('content');
  expect(headersOf(PRECONDITION_FAILED)).toHaveProperty('ETag');
  expect(headersOf(CONFLICT)['Retry-After']).toMatchObject({ required: false });
});

test('every body of a request, every problem and every answer about tasks has an example', () => {
  const replies = operations
    .filter(({ tags }) => tags.includes('tasks'))
    .flatMap(({ responses }) => ['200', '201'].flatMap((status) => responses[status] ?? []));
  const contents = [
    ...operations.map(({ requestBody }) => requestBody?.content),
    ...Object.values(document.components.responses).map(({ content }) => content),
    ...replies.map((reply) => resolve<Reply>(document, reply).content),
  ];
  const media = contents.flatMap((content) => Object.values(content ?? {}));
  expect(media.filter((each) => !('example' in each || hasExamples(each.schema)))).toEqual([]);
});

test.each([...examplesIn(document)])('the example at %s is one', (at, schema, example) => {
  expect(() => judge(schema, example, at)).not.toThrow();
});

test('an example that is none would be noticed', () => {
  const wrong = { schema: { $ref: '#/components/schemas/Task' }, example: { id: '17' } };
  const [[at, schema, example] = []] = [...examplesIn(wrong)];
  expect(() => judge(schema as Json, example, `${at}`)).toThrow('must be integer');
});

test('the events are server-sent events, and the data of the example is a change', () => {
  const operation = document.paths['/api/{user_id}/tasks/events']?.['get'];
  const { content = {} } = (operation?.responses['200'] ?? {}) as Reply;
  const { example } = content['text/event-stream'] ?? {};
  expect(Object.keys(content)).toEqual(['text/event-stream']);
  expect(() => judge({ $ref: '#/components/schemas/TaskChange' }, example, 'data')).not.toThrow();
});

function operationsWith(has: (operation: Operation) => boolean): string[] {
  return operations.filter(has).map(({ operationId }) => operationId);
}

function parametersOf({ parameters = [] }: Operation): string[] {
  return parameters.map((each) => resolve<Parameter>(document, each).name);
}

function headersOf(reply: Operation['responses'][string] | undefined): Json {
  return { ...(reply && resolve<Reply>(document, reply).headers) };
}

function hasExamples(schema: Json): boolean {
  const { examples, items } = resolve<Json>(document, schema as { $ref: string });
  return examples !== undefined || (items !== undefined && hasExamples(items as Json));
}

/** Every example with its place and its schema: one of a body, and those in a schema itself. */
function* examplesIn(
  node: unknown,
  at = '#',
): Generator<[at: string, schema: Json, example: unknown]> {
  if (typeof node !== 'object' || node === null) return;
  const { schema, example, examples, ...rest } = node as Json;
  if (example !== undefined) yield [at, schema as Json, example];
  if (Array.isArray(examples)) for (const each of examples) yield [at, node as Json, each];
  for (const [key, child] of Object.entries({ ...rest, schema })) {
    yield* examplesIn(child, `${at}/${key.replaceAll('/', '~1')}`);
  }
}
