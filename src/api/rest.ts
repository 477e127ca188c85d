import { TRPCError } from '@trpc/server';
import { type Answer, emptyAnswer, jsonAnswer } from './answer';
import { readJsonObject } from './body';
import { callProcedure } from './call';
import { isNotModified } from './conditions';
import type { Context } from './context';
import { eventStream, isEvents } from './event-stream';
import { methodNotAllowed, optionsAnswer } from './methods';
import { fail, problemAnswer } from './problem';
import type { ApiRequest } from './request';
import { matchPath, type Resource, type Route } from './routes';

/** Answers a request of the REST contract by calling the procedure that its path and method name. */
export async function handleRest(ctx: Context, request: ApiRequest): Promise<Answer> {
  try {
    const match = matchPath(request.path);
    if (!match)
      throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing at this path' });
    const { resource, parameters } = match;
    ctx.route = resource.path;
    if (request.method === 'OPTIONS') return optionsAnswer(allow(resource));
    const route = resource.methods.get(request.method === 'HEAD' ? 'GET' : request.method);
    if (!route) throw methodNotAllowed(ctx, request.method, allow(resource));

    ctx.owner = parameters['user_id'];
    const stop = route.type === 'subscription' ? new AbortController() : undefined;
    const output = await callProcedure({
      path: route.name,
      type: route.type,
      ctx,
      getRawInput: () => readInput(ctx, route, request, parameters),
      signal: stop && AbortSignal.any([request.signal(), stop.signal]),
      batchIndex: 0,
    });
    if (isEvents(output)) {
      return eventStream(
        output,
        (error) => fail(error, ctx),
        () => stop?.abort(),
      );
    }
    return success(ctx, route, output);
  } catch (error) {
    if (isNotModified(error)) return emptyAnswer(304);
    return problemAnswer(fail(error, ctx));
  }
}

/** The body or the query, and over them what the path says. */
function readInput(
  ctx: Context,
  route: Route,
  request: ApiRequest,
  parameters: Record<string, string>,
): unknown {
  const inPath = readTexts(route, parameters);
  if (route.takesBody) return readBody(ctx, request, inPath);
  const fields = request.search === '' ? {} : readTexts(route, readQuery(request.search));
  const lastEventId = request.headers.get('last-event-id');
  if (route.type === 'subscription' && lastEventId) Object.assign(fields, { lastEventId });
  return { ...fields, ...inPath };
}

async function readBody({ aside }: Context, request: ApiRequest, inPath: object): Promise<unknown> {
  return { ...(await aside(() => readJsonObject(request))), ...inPath };
}

/** Query parameters; one that is given twice is a list, which no schema here takes. */
function readQuery(search: string): Record<string, unknown> {
  const given = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    const values = given.get(name);
    if (values) values.push(value);
    else given.set(name, [value]);
  }
  const fields = [...given].map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  return Object.fromEntries(fields) as Record<string, unknown>;
}

/** Those of numbers as numbers. */
function readTexts({ numbers }: Route, texts: Record<string, unknown>): Record<string, unknown> {
  for (const name of numbers) if (name in texts) texts[name] = readNumber(texts[name]);
  return texts;
}

/** The number that a text is the canonical form of, else the text, which validation refuses. */
function readNumber(text: unknown): unknown {
  return String(Number(text)) === text ? Number(text) : text;
}

function success(ctx: Context, { meta: { rest } }: Route, output: unknown): Answer {
  if (rest?.status === 204) return emptyAnswer(204);
  if (rest?.location) ctx.headers.set('location', rest.location(output as never));
  return jsonAnswer(output, rest?.status);
}

function allow({ methods }: Resource): string {
  const names = [...methods.keys()];
  return [...names, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'].toSorted().join(', ');
}
