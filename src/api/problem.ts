import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { type Problem, type ProblemCode, problemTypes } from '@/contract/problem';
import { describeFailure, failureCode, isReadOnly, isUnavailable } from '@/db/failures';
import { type Answer, jsonAnswer } from './answer';
import { challenge } from './challenge';
import type { Context } from './context';
import { signal, signalOf } from './signal';

/** The media type of problems (RFC 9457). */
export const JSON_PROBLEM = 'application/problem+json';

const FOREIGN_KEY_VIOLATION = '23503';

/** Everything that is thrown becomes an answer here, and only here (RFC 9457); 5xx say nothing of their cause. */
export function toProblem(error: unknown, { services, requestId }: Context): Problem {
  return problemOf(describe(error), services.env.BETTER_AUTH_URL, requestId);
}

/** A problem of a type, with the detail of a 4xx; where there is none, it is what the type means. */
export function problemOf(
  { code, detail, errors }: Description,
  baseUrl: string,
  requestId: string,
): Problem {
  const { status, slug, title, meaning } = problemTypes[code];
  return {
    type: new URL(`/problems/${slug}`, baseUrl).href,
    title,
    status,
    detail: status >= 500 || !detail ? meaning : detail,
    instance: `urn:request:${requestId}`,
    code,
    ...(errors && { errors }),
  };
}

/** The problem of a failure, with what goes beside it: a 5xx with a cause is logged, a 503 says when to come back, a 401 has a challenge. */
export function fail(error: unknown, ctx: Context): Problem {
  const problem = toProblem(error, ctx);
  const { requestId, services } = ctx;
  if (problem.status >= 500 && !isOurs(error)) {
    services.log.error({ requestId, failure: describeFailure(error) }, problem.title);
  }
  if (isReadOnly(error)) services.reconnect();
  if (problem.status === 503) ctx.headers.set('retry-after', '5');
  if (problem.status === 401 && !ctx.headers.has('www-authenticate')) {
    ctx.headers.set('www-authenticate', challenge({ reason: 'invalid' }));
  }
  return problem;
}

/** A 5xx that we answer by ourselves, as while the process stops, has no cause to tell. */
function isOurs(error: unknown): boolean {
  return error instanceof TRPCError && error.cause === undefined;
}

/** A problem as an answer; the headers of the context are added by the handler. */
export function problemAnswer(problem: Problem): Answer {
  return jsonAnswer(problem, problem.status, JSON_PROBLEM);
}

/** The error of an input that no schema judges, told like those that one does; an empty path is all of it. */
export function invalid(path: string[], message: string): TRPCError {
  const cause = new z.ZodRealError([{ code: 'custom', path, message, input: undefined }]);
  return new TRPCError({ code: 'UNPROCESSABLE_CONTENT', cause });
}

/** The error of operations that name tasks which are not there, by their places. */
export function missing(indexes: number[]): TRPCError {
  const message = 'Task not found';
  const issues = indexes.map((index) => ({
    code: 'custom' as const,
    path: ['operations', index, 'id'],
    message,
    input: undefined,
  }));
  return new TRPCError({ code: 'NOT_FOUND', message, cause: new z.ZodRealError(issues) });
}

/** The error of a cursor that leads nowhere. */
export function gone(): TRPCError {
  const message = 'The cursor is unknown or too old: read all tasks anew, without it';
  return signal('GONE', 'BAD_REQUEST', message);
}

interface Description {
  code: ProblemCode;
  detail?: string;
  errors?: Problem['errors'];
}

function describe(error: unknown): Description {
  const cause = error instanceof TRPCError ? error.cause : error;
  if (cause instanceof z.ZodError && isClientError(error)) {
    return { ...describeIssues(cause.issues), ...overruled(error) };
  }
  if (cause instanceof SyntaxError && isBadRequest(error)) {
    return { code: 'PARSE_ERROR', detail: 'The input is not valid JSON' };
  }
  if (error instanceof TRPCError && signalOf(error) === 'GONE') {
    return { code: 'GONE', detail: error.message };
  }
  if (failureCode(cause) === FOREIGN_KEY_VIOLATION) {
    return { code: 'UNAUTHORIZED', detail: 'Invalid or expired token' };
  }
  if (isUnavailable(cause)) return { code: 'SERVICE_UNAVAILABLE' };
  if (!(error instanceof TRPCError)) return { code: 'INTERNAL_SERVER_ERROR' };
  return { code: knownCode(error.code), detail: error.message };
}

/** So tRPC's adapter reports a body that `JSON.parse` refused. */
function isBadRequest(error: unknown): boolean {
  return error instanceof TRPCError && error.code === 'BAD_REQUEST';
}

/** Our own output that fails its schema is not the client's fault. */
function isClientError(error: unknown): boolean {
  return error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR';
}

/** Issues are those of the input, unless the error says that they are of what it names. */
function overruled(error: unknown): Partial<Description> {
  if (!(error instanceof TRPCError) || error.code !== 'NOT_FOUND') return {};
  return { code: 'NOT_FOUND', detail: error.message };
}

/** An `id` that cannot be one is unknown, of a task unless it says otherwise, unless a field is wrong as well. */
function describeIssues(issues: z.core.$ZodIssue[]): Description {
  const fields = withoutRepeats(issues).filter(({ path }) => path.length !== 1 || path[0] !== 'id');
  if (fields.length === 0) {
    const told = issues.find(({ message }) => message.endsWith('not found'));
    return { code: 'NOT_FOUND', detail: told?.message ?? 'Task not found' };
  }
  return {
    code: 'UNPROCESSABLE_CONTENT',
    detail: fields
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
      .join('; '),
    errors: fields.map(({ path, message }) => ({ pointer: pointerTo(path), detail: message })),
  };
}

/** A number that is out of two bounds at once is told so once. */
function withoutRepeats(issues: z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const told = new Map(issues.map((issue) => [JSON.stringify([issue.path, issue.message]), issue]));
  return [...told.values()];
}

/** A JSON Pointer (RFC 6901) as a URI fragment. */
function pointerTo(path: PropertyKey[]): string {
  const tokens = path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
  return ['#', ...tokens.map(encodeURIComponent)].join('/');
}

function knownCode(code: TRPCError['code']): ProblemCode {
  return code in problemTypes ? (code as ProblemCode) : 'INTERNAL_SERVER_ERROR';
}
