import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import {
  type ConflictProblem,
  isProblem,
  isTandemError,
  type ProblemError,
  type Problems,
  signIn,
  signUp,
  type TandemError,
  type UnprocessableContentProblem,
} from '@tandem/sdk';
import { aStranger, type Service, signUpThrough, startService } from './service';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.close());

test('a problem is an error that says what is wrong, where, and what to look for in the log', async () => {
  const { tasks } = await signUpThrough(service);
  const error = await tasks.create({ title: ' ', priority: 'low' }).catch((thrown) => thrown);
  if (!isProblem(error, 422)) throw error;
  expectTypeOf(error.problem).toEqualTypeOf<UnprocessableContentProblem>();
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toBe('title: must not be blank');
  expect(error.problem.errors).toEqual([{ pointer: '#/title', detail: 'must not be blank' }]);
  expect(error.problem.instance).toBe(`urn:request:${error.requestId}`);
  expect([isProblem(error), isProblem(error, 404), isTandemError(error)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('the version that somebody else changed is a 412', async () => {
  const { tasks } = await signUpThrough(service);
  const { id, version } = await tasks.create({ title: 'Buy milk' });
  await tasks.update(id, { title: 'Buy oat milk' }, { ifVersion: version });
  const late = tasks.delete(id, { ifVersion: version });
  await expect(late).rejects.toSatisfy((error) => isProblem(error, 412));
});

test('what a log-in refuses is no problem, but has a code', async () => {
  const { baseUrl } = service;
  const stranger = aStranger();
  await signUp({ baseUrl, ...stranger });
  const refused = [
    signUp({ baseUrl, ...stranger }),
    signIn({ baseUrl, ...stranger, password: 'wrong' }),
  ];
  const errors = await Promise.all(refused.map((call) => call.catch((error: unknown) => error)));
  expect(errors.map((error) => [isTandemError(error), isProblem(error)])).toEqual([
    [true, false],
    [true, false],
  ]);
  expect(errors).toMatchObject([
    { status: 422, code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' },
    { status: 401, code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' },
  ]);
});

test('what a gateway answers by itself is an error, too', async () => {
  const { tasks } = await signUpThrough(service);
  service.proxy.fates.push({ status: 400 });
  await expect(tasks.all()).rejects.toMatchObject({
    name: 'TandemError',
    message: 'The server answered with status 400',
  });
});

test('the types tell problems apart', () => {
  expectTypeOf<ProblemError<409>['problem']>().toEqualTypeOf<ConflictProblem>();
  expectTypeOf<ProblemError<400>['code']>().toEqualTypeOf<'BAD_REQUEST' | 'PARSE_ERROR'>();
  expectTypeOf<Extract<ProblemError, { code: 'GONE' }>['status']>().toEqualTypeOf<410>();
  expectTypeOf<ProblemError>().toExtend<TandemError>();
  expectTypeOf<{ [S in keyof Problems]: Problems[S]['status'] }[keyof Problems]>().toEqualTypeOf<
    keyof Problems
  >();
  expectTypeOf(codeOfLimit).returns.toEqualTypeOf<'TOO_MANY_REQUESTS' | undefined>();
});

function codeOfLimit({ status, problem }: ProblemError) {
  return status === 429 ? problem.code : undefined;
}
