import {
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
  type TRPCProcedureType,
} from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { isJson, readText } from './body';
import type { Context } from './context';
import { fail } from './problem';
import { appRouter } from './router';

export const RPC_PATH = '/api/trpc';

const METHODS = 'GET, HEAD, OPTIONS, POST';

/** Answers typed RPC (tRPC over HTTP, single and batched); errors carry the problem as `error.data.problem`. */
export async function handleRpc(ctx: Context, request: Request): Promise<Response> {
  if (request.method === 'OPTIONS')
    return new Response(null, { status: 204, headers: { allow: METHODS } });
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
    return refused ? refusal(refused, ctx) : response;
  } catch (error) {
    return refusal(error, ctx);
  }
}

/** The request as tRPC's adapter may have it: JSON only, read when a procedure asks for its input, and bounded. */
function acceptJson(ctx: Context, request: Request): Request {
  const { url, headers, signal } = request;
  if (request.method === 'HEAD') return new Request(url, { headers, signal });
  if (request.method === 'GET') return request;
  if (request.method !== 'POST') {
    ctx.headers.set('allow', METHODS);
    throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `${METHODS} are allowed here` });
  }
  if (!isJson(headers.get('content-type'))) {
    throw new TRPCError({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: 'The body must be sent as Content-Type: application/json',
    });
  }
  const body = new ReadableStream({
    async pull(controller) {
      controller.enqueue(new TextEncoder().encode(await readText(request)));
      controller.close();
    },
  });
  const init = { method: 'POST', headers, signal, body, duplex: 'half' };
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
