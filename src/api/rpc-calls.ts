import {
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
  type TRPCProcedureType,
} from '@trpc/server';
import { getHTTPStatusCode } from '@trpc/server/http';
import { type Answer, jsonAnswer } from './answer';
import { callProcedure, procedures } from './call';
import { isNotModified } from './conditions';
import type { Context } from './context';
import { fail } from './problem';
import { appRouter } from './router';

/** The procedures that one request of tRPC over HTTP calls. */
export interface Calls {
  names: string[];
  isBatch: boolean;
  /** Of all that there are. */
  type: TRPCProcedureType | undefined;
}

const MAX_BATCH = 50;

/** A batch has one set of headers for all its calls: nobody could tell whose these are. */
const OF_ONE_CALL = ['etag', 'link', 'idempotency-replayed'];

const NO_FIELDS = new Headers();

/**
 * The calls that a path and query name.
 * @throws TRPCError BAD_REQUEST where they cannot be in one request.
 */
export function findCalls(path: string, searchParams: URLSearchParams): Calls {
  const isBatch = searchParams.get('batch') === '1';
  const text = decodePath(path);
  const names = isBatch ? text.split(',') : [text];
  if (names.length > MAX_BATCH) throw badRequest('Batch call exceeds maximum size');
  const [type, ...others] = new Set(names.flatMap((name) => procedures.get(name)?._def.type ?? []));
  if (others.length > 0) {
    throw badRequest(`Cannot mix procedure types in call: ${[type, ...others].join(', ')}`);
  }
  return { names, isBatch, type };
}

/** Calls them all at once; inputs are read when the first of them asks. Each has an answer of its own, in the envelope that tRPC's clients read. */
export async function answerCalls(
  ctx: Context,
  { names, isBatch }: Calls,
  method: 'GET' | 'POST',
  readInputs: () => Promise<unknown>,
): Promise<Answer> {
  const context = names.length > 1 ? contextOfBatch(ctx) : ctx;
  let reading: Promise<unknown> | undefined;
  const inputs = () => (reading ??= readInputs());
  const answers = await Promise.all(
    names.map((name, batchIndex) => {
      const getRawInput = async () => (isBatch ? pick(await inputs(), batchIndex) : inputs());
      return answerCall(context, method, { path: name, getRawInput, batchIndex });
    }),
  );
  if (names.length > 1) for (const name of OF_ONE_CALL) ctx.headers.delete(name);
  return jsonAnswer(isBatch ? answers : answers[0], getHTTPStatusCode(answers));
}

interface Call {
  path: string;
  getRawInput: () => Promise<unknown>;
  batchIndex: number;
}

async function answerCall(ctx: Context, method: string, call: Call) {
  const type = procedures.get(call.path)?._def.type;
  try {
    if (!type) throw notFound(call.path);
    if (method !== (type === 'mutation' ? 'POST' : 'GET'))
      throw wrongMethod(ctx, method, type, call);
    if (type === 'subscription') throw badRequest('Cannot batch subscription calls');
    return { result: { data: await callProcedure({ ...call, type, ctx, signal: undefined }) } };
  } catch (cause) {
    if (isNotModified(cause)) throw cause;
    fail(cause, ctx);
    return { error: shapeOf(cause, ctx, type, call.path) };
  }
}

/** An error as tRPC's clients read it. */
export function shapeOf(
  cause: unknown,
  ctx: Context,
  type: TRPCProcedureType | 'unknown' = 'unknown',
  path?: string,
) {
  const error = getTRPCErrorFromUnknown(cause);
  return getTRPCErrorShape({
    config: appRouter._def._config,
    error,
    ctx,
    type,
    path,
    input: undefined,
  });
}

/** What is meant for one call must neither hold for all of a batch nor be ignored, but for what only spares work. */
function contextOfBatch(ctx: Context): Context {
  for (const name of ['If-Match', 'Idempotency-Key']) {
    if (!ctx.requestHeaders.has(name)) continue;
    throw badRequest(`${name} is about one call: send that call outside of a batch`);
  }
  return { ...ctx, requestHeaders: NO_FIELDS };
}

function pick(inputs: unknown, index: number): unknown {
  if (inputs === undefined) return undefined;
  if (typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs)) {
    return (inputs as Record<number, unknown>)[index];
  }
  throw badRequest('"input" needs to be an object when doing a batch call');
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw badRequest(`Invalid URL-encoding in path "${path}"`, cause);
  }
}

function wrongMethod(
  { headers }: Context,
  method: string,
  type: TRPCProcedureType,
  { path }: Call,
) {
  headers.set('allow', type === 'mutation' ? 'OPTIONS, POST' : 'GET, HEAD, OPTIONS');
  return new TRPCError({
    code: 'METHOD_NOT_SUPPORTED',
    message: `Unsupported ${method}-request to ${type} procedure at path "${path}"`,
  });
}

function notFound(path: string) {
  return new TRPCError({ code: 'NOT_FOUND', message: `No procedure found on path "${path}"` });
}

function badRequest(message: string, cause?: unknown) {
  return new TRPCError({ code: 'BAD_REQUEST', message, cause });
}
