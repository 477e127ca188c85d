import {
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
  type TRPCProcedureType,
} from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { readText, requireJson } from './body';
import { isNotModified } from './conditions';
import type { Context } from './context';
import { methodNotAllowed, optionsResponse } from './methods';
import { fail } from './problem';
import { appRouter } from './router';

export const RPC_PATH = '/api/trpc';

/** A batch has one set of headers for all its calls: nobody could tell whose these are. */
const OF_ONE_CALL = ['etag', 'link', 'idempotency-replayed'];

const METHODS = 'GET, HEAD, OPTIONS, POST';

/** Answers typed RPC (tRPC over HTTP, single and batched); errors carry the problem as `error.data.problem`. */
export async function handleRpc(ctx: Context, request: Request): Promise<Response> {
  if (request.method === 'OPTIONS') return optionsResponse(METHODS);
  let isBatch = false;
  let answered = false;
  let notModified = false;
  let refused: TRPCError | undefined;
  try {
    const response = await fetchRequestHandler({
      endpoint: RPC_PATH,
      req: acceptJson(ctx, request),
      router: appRouter,
      createContext({ info }) {
        isBatch = info.calls.length > 1;
        return isBatch ? contextOfBatch(ctx) : ctx;
      },
      maxBatchSize: 50,
      onError({ error, ctx: known, type }) {
        if (isNotModified(error)) notModified = true;
        else if (!known || (!answered && isStream(type, request))) refused = error;
        else if (error !== refused) fail(error, ctx);
        if (error.code === 'METHOD_NOT_SUPPORTED') ctx.headers.set('allow', methodsOf(type));
      },
    });
    answered = true;
    if (isBatch) for (const name of OF_ONE_CALL) ctx.headers.delete(name);
    if (notModified) return new Response(null, { status: 304 });
    if (!refused) return response;
    await response.body?.cancel();
    return refuseRpc(refused, ctx);
  } catch (error) {
    return refuseRpc(error, ctx);
  }
}

/** What is meant for one call must neither hold for all of a batch nor be ignored, but for what only spares work. */
function contextOfBatch(ctx: Context): Context {
  for (const name of ['If-Match', 'Idempotency-Key']) {
    if (!ctx.requestHeaders.has(name)) continue;
    throw new TRPCError({
      code: 'BAD_REQUEST',
      message: `${name} is about one call: send that call outside of a batch`,
    });
  }
  return { ...ctx, requestHeaders: new Headers() };
}

/** A subscription that cannot begin is answered like other calls, not by a stream of one error. */
function isStream(type: TRPCProcedureType | 'unknown', { url }: Request): boolean {
  return type === 'subscription' && new URL(url).searchParams.get('batch') !== '1';
}

/** The request as tRPC's adapter may have it: its body is judged and read when a procedure asks for the input. */
function acceptJson(ctx: Context, request: Request): Request {
  const { url, method, signal } = request;
  const headers = new Headers(request.headers);
  // A streamed answer sends its status and headers before it knows them.
  headers.delete('trpc-accept');
  headers.set('accept', 'application/json');
  if (method === 'GET' || method === 'HEAD') return new Request(url, { headers, signal });
  if (method !== 'POST') throw methodNotAllowed(ctx, method, METHODS);
  headers.set('content-type', 'application/json');
  const source: UnderlyingDefaultSource = {
    async pull(controller) {
      requireJson(request.headers);
      controller.enqueue(new TextEncoder().encode(await ctx.aside(() => readText(request))));
      controller.close();
    },
  };
  // Else it would be read in advance.
  const body = new ReadableStream(source, { highWaterMark: 0 });
  const init = { method, headers, signal, body, duplex: 'half' };
  return new Request(url, init);
}

function methodsOf(type: TRPCProcedureType | 'unknown'): string {
  return type === 'mutation' ? 'OPTIONS, POST' : 'GET, HEAD, OPTIONS';
}

/** An error of the request as a whole, in the envelope that tRPC's clients read. */
export function refuseRpc(cause: unknown, ctx: Context): Response {
  const problem = fail(cause, ctx);
  const error = getTRPCErrorShape({
    config: appRouter._def._config,
    error: getTRPCErrorFromUnknown(cause),
    ctx,
    type: 'unknown',
    path: undefined,
    input: undefined,
  });
  return Response.json({ error }, { status: problem.status });
}
