import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { describeFailure, failureCode, isUnavailable } from './failures';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test.each(['secret', 'first line\n    at secret (file.ts:1:1)\nsecret', "$& $' secret"])(
  'a failed query is described without the value %j, which its message quotes',
  async (value) => {
    const failure = await failToRead(value);
    expect(failure.cause).toHaveProperty('message', expect.stringContaining('secret'));
    const description = describeFailure(failure);
    expect(description).toMatchObject({ name: 'PostgresError', code: '22P02' });
    expect(JSON.stringify(description)).not.toContain('secret');
  },
);

test('a failure is described by the places it came through', () => {
  expect(describeFailure(new TypeError('secret'))).toEqual({
    name: 'TypeError',
    code: undefined,
    frames: expect.arrayContaining([expect.stringMatching(/^at .*failures\.test\.ts:\d+:\d+/)]),
  });
});

test('what is thrown and no error is described by its type alone', () => {
  expect(describeFailure('secret')).toEqual({ name: 'string' });
});

test('the code is that of the innermost error', async () => {
  expect(failureCode(await failToRead('secret'))).toBe('22P02');
  expect(failureCode(new Error('none'))).toBeUndefined();
});

test.each(['57014', '25006', 'CONNECTION_CLOSED', 'ECONNREFUSED', 'EMFILE', 'EADDRNOTAVAIL'])(
  '%s means that the same may succeed later',
  (code) => expect(isUnavailable(Object.assign(new Error('Away'), { code }))).toBe(true),
);

test.each(['23505', '42P01', 'ERR_INVALID_ARG_TYPE'])('%s means that it will not', (code) => {
  expect(isUnavailable(Object.assign(new Error('Wrong'), { code }))).toBe(false);
});

async function failToRead(value: string): Promise<Error> {
  const failure = await database.db
    .execute(sql`select ${value}::text::integer`)
    .catch((error: unknown) => error);
  if (!(failure instanceof Error)) throw new Error('the query did not fail');
  return failure;
}
