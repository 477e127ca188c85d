import {
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  type TRPCError,
  type TRPCProcedureType,
} from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { readText, requireJson } from './body';
import type { Context } from './context';
import { methodNotAllowed, optionsResponse } from './methods';
import { fail } from './problem';
import { appRouter } from './router';

export const RPC_PATH = '/api/trpc';

const METHODS = 'GET, HEAD, OPTIONS, POST';

/** Answers typed RPC (tRPC over HTTP, single and batched); errors carry the problem as `error.data.problem`. */
export async function handleRpc(ctx: Context, request: Request): Promise<Response> {
  if (request.method === 'OPTIONS') return optionsResponse(METHODS);
  let refused: TRPCError | undefined;
  try {
    const response = await fetchRequestHandler({
      endpoint: RPC_PATH,
      req: acceptJson(ctx, request),
      router: appRouter,
      createContext: () => ctx,
      maxBatchSize: 50,
      onError({ error, ctx: known, type }) {
        if (!known) refused = error;
        else fail(error, ctx);
        if (error.code === 'METHOD_NOT_SUPPORTED') ctx.headers.set('allow', methodsOf(type));
      },
    });
    // A batch has one set of headers for all its calls: nobody could tell whose link it is.
    if (new URL(request.url).pathname.includes(',')) ctx.headers.delete('link');
    return refused ? refusal(refused, ctx) : response;
  } catch (error) {
    return refusal(error, ctx);
  }
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
  const body = new ReadableStream({
    async pull(controller) {
      requireJson(request.headers);
      controller.enqueue(new TextEncoder().encode(await readText(request)));
      controller.close();
    },
  });
  const init = { method, headers, signal, body, duplex: 'half' };
  return new Request(url, init);
}

function methodsOf(type: TRPCProcedureType | 'unknown'): string {
  return type === 'mutation' ? 'OPTIONS, POST' : 'GET, HEAD, OPTIONS';
}

/** An error of the request as a whole, in the envelope that tRPC's clients read. */
function refusal(cause: unknown, ctx: Context): Response {
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
