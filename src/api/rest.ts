import { callTRPCProcedure, TRPCError } from '@trpc/server';
import { type Answer, emptyAnswer, jsonAnswer } from './answer';
import { readJsonObject } from './body';
import { isNotModified } from './conditions';
import type { Context } from './context';
import { eventStream, isEvents } from './event-stream';
import { methodNotAllowed, optionsAnswer } from './methods';
import { fail, problemAnswer } from './problem';
import { appRouter } from './router';
import { matchPath, type Resource, type Route } from './routes';

/** Answers a request of the REST contract by calling the procedure that its path and method name. */
export async function handleRest(
  ctx: Context,
  request: Request,
  url: URL,
): Promise<Answer | Response> {
  try {
    const match = matchPath(url.pathname);
    if (!match)
      throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing at this path' });
    const { resource, parameters } = match;
    if (request.method === 'OPTIONS') return optionsAnswer(allow(resource));
    const route = resource.methods.get(request.method === 'HEAD' ? 'GET' : request.method);
    if (!route) throw methodNotAllowed(ctx, request.method, allow(resource));

    ctx.owner = parameters['user_id'];
    const stop = route.type === 'subscription' ? new AbortController() : undefined;
    const output: unknown = await callTRPCProcedure({
      router: appRouter,
      path: route.name,
      type: route.type,
      ctx,
      getRawInput: () => readInput(ctx, route, request, url, parameters),
      signal: stop && AbortSignal.any([request.signal, stop.signal]),
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
async function readInput(
  { aside }: Context,
  route: Route,
  request: Request,
  url: URL,
  parameters: Record<string, string>,
): Promise<unknown> {
  const fields = route.takesBody
    ? await aside(() => readJsonObject(request))
    : readQuery(route, url);
  const lastEventId = request.headers.get('last-event-id');
  if (route.type === 'subscription' && lastEventId) Object.assign(fields, { lastEventId });
  return { ...fields, ...readTexts(route, Object.entries(parameters)) };
}

/** Query parameters; one that is given twice is a list, which no schema here takes. */
function readQuery(route: Route, url: URL): Record<string, unknown> {
  if (url.search === '') return {};
  const given = new Map<string, string[]>();
  for (const [name, value] of url.searchParams) {
    const values = given.get(name);
    if (values) values.push(value);
    else given.set(name, [value]);
  }
  return readTexts(
    route,
    [...given].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

function readTexts(route: Route, entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(
    entries.map(([name, text]) => [name, route.numbers.has(name) ? readNumber(text) : text]),
  );
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
