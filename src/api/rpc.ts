import type { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { type Answer, emptyAnswer, foreignAnswer, jsonAnswer } from './answer';
import { parseJson, readText, requireJson } from './body';
import { isNotModified } from './conditions';
import type { Context } from './context';
import { methodNotAllowed, optionsAnswer } from './methods';
import { fail } from './problem';
import type { ApiRequest } from './request';
import { appRouter } from './router';
import { answerCalls, type Calls, findCalls, shapeOf } from './rpc-calls';

export const RPC_PATH = '/api/trpc';

const METHODS = 'GET, HEAD, OPTIONS, POST';

/** Answers typed RPC (tRPC over HTTP, single and batched); errors carry the problem as `error.data.problem`. */
export async function handleRpc(ctx: Context, request: ApiRequest): Promise<Answer> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  try {
    if (method === 'OPTIONS') return optionsAnswer(METHODS);
    if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(ctx, method, METHODS);
    const query = new URLSearchParams(request.search);
    const calls = findCalls(request.path.slice(RPC_PATH.length + 1), query);
    ctx.route = routeOf(calls);
    const isStream = calls.type === 'subscription' && !calls.isBatch && method === 'GET';
    if (isStream) return await streamEvents(ctx, request);
    return await answerCalls(ctx, calls, method, () => readInputs(ctx, request, query));
  } catch (error) {
    if (isNotModified(error)) return emptyAnswer(304);
    return refuseRpc(error, ctx);
  }
}

/** A batch may be of any procedures: its path alone would be one of very many. */
function routeOf({ names, type }: Calls): string {
  const [name] = names;
  return `${RPC_PATH}/${names.length === 1 && type ? name : '{procedures}'}`;
}

/** The JSON in the query or the body; a body is judged and read when a procedure asks for the input. */
async function readInputs(
  ctx: Context,
  request: ApiRequest,
  query: URLSearchParams,
): Promise<unknown> {
  if (request.method !== 'POST') {
    const text = query.get('input');
    return text ? parseJson(text, 'The input') : undefined;
  }
  requireJson(request.headers);
  return parseJson(await ctx.aside(() => readText(request)), 'The input');
}

/** tRPC's own server-sent events; a subscription that cannot begin is answered like other calls, not by a stream of one error. */
async function streamEvents(ctx: Context, request: ApiRequest): Promise<Answer> {
  let refused: TRPCError | undefined;
  let answered = false;
  const { path, search } = request;
  const response = await fetchRequestHandler({
    endpoint: RPC_PATH,
    req: new Request(new URL(path + search, ctx.services.env.BETTER_AUTH_URL), {
      headers: { accept: 'application/json', ...resumption(request) },
      signal: request.signal(),
    }),
    router: appRouter,
    createContext: () => ctx,
    onError({ error }) {
      if (answered) fail(error, ctx);
      else refused = error;
    },
  });
  answered = true;
  if (!refused) return foreignAnswer(response, response.body);
  await response.body?.cancel();
  return refuseRpc(refused, ctx);
}

function resumption({ headers }: ApiRequest): Record<string, string> {
  const id = headers.get('last-event-id');
  return id === null ? {} : { 'last-event-id': id };
}

/** An error of the request as a whole, in the envelope that tRPC's clients read. */
export function refuseRpc(cause: unknown, ctx: Context): Answer {
  const { status } = fail(cause, ctx);
  return jsonAnswer({ error: shapeOf(cause, ctx) }, status);
}
