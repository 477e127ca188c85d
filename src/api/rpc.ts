import type { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { type Answer, emptyAnswer, jsonAnswer } from './answer';
import { parseJson, readText, requireJson } from './body';
import { isNotModified } from './conditions';
import type { Context } from './context';
import { methodNotAllowed, optionsAnswer } from './methods';
import { fail } from './problem';
import { appRouter } from './router';
import { answerCalls, findCalls, shapeOf } from './rpc-calls';

export const RPC_PATH = '/api/trpc';

const METHODS = 'GET, HEAD, OPTIONS, POST';

/** Answers typed RPC (tRPC over HTTP, single and batched); errors carry the problem as `error.data.problem`. */
export async function handleRpc(
  ctx: Context,
  request: Request,
  url: URL,
): Promise<Answer | Response> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  try {
    if (method === 'OPTIONS') return optionsAnswer(METHODS);
    if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(ctx, method, METHODS);
    const calls = findCalls(url.pathname.slice(RPC_PATH.length + 1), url);
    const isStream = calls.type === 'subscription' && !calls.isBatch && method === 'GET';
    if (isStream) return await streamEvents(ctx, request);
    return await answerCalls(ctx, calls, method, () => readInputs(ctx, request, url));
  } catch (error) {
    if (isNotModified(error)) return emptyAnswer(304);
    return refuseRpc(error, ctx);
  }
}

/** The JSON in the query or the body; a body is judged and read when a procedure asks for the input. */
async function readInputs(ctx: Context, request: Request, { searchParams }: URL): Promise<unknown> {
  if (request.method !== 'POST') {
    const text = searchParams.get('input');
    return text ? parseJson(text, 'The input') : undefined;
  }
  requireJson(request.headers);
  return parseJson(await ctx.aside(() => readText(request)), 'The input');
}

/** tRPC's own server-sent events; a subscription that cannot begin is answered like other calls, not by a stream of one error. */
async function streamEvents(ctx: Context, request: Request): Promise<Answer | Response> {
  let refused: TRPCError | undefined;
  let answered = false;
  const { url, signal } = request;
  const response = await fetchRequestHandler({
    endpoint: RPC_PATH,
    req: new Request(url, {
      headers: { accept: 'application/json', ...resumption(request) },
      signal,
    }),
    router: appRouter,
    createContext: () => ctx,
    onError({ error }) {
      if (answered) fail(error, ctx);
      else refused = error;
    },
  });
  answered = true;
  if (!refused) return response;
  await response.body?.cancel();
  return refuseRpc(refused, ctx);
}

function resumption({ headers }: Request): Record<string, string> {
  const id = headers.get('last-event-id');
  return id === null ? {} : { 'last-event-id': id };
}

/** An error of the request as a whole, in the envelope that tRPC's clients read. */
export function refuseRpc(cause: unknown, ctx: Context): Answer {
  const { status } = fail(cause, ctx);
  return jsonAnswer({ error: shapeOf(cause, ctx) }, status);
}
