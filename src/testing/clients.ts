import type { AnyTRPCProcedure } from '@trpc/server';
import { isNotModified } from '@/api/conditions';
import { type Context, createContext } from '@/api/context';
import { isEvents } from '@/api/event-stream';
import { fail } from '@/api/problem';
import { appRouter, createCaller } from '@/api/router';
import { routes } from '@/api/routes';
import { type Answer, type Call, readAnswer, readRest, readRpc } from './answers';
import type { TestApp } from './app';
import { countEvents, takeEvents } from './events';
import { restRequest } from './rest-request';

/** Makes a call; undefined if this way in has no words for it. */
export type Client = (app: TestApp, call: Call) => Promise<Answer | undefined>;

/** Every way to call a procedure, by its name. */
export const clients = {
  'in process': callInProcess,
  RPC: callRpc,
  'batched RPC': async (app: TestApp, call: Call) => (await callRpcBatch(app, [call]))[0],
  REST: callRest,
} satisfies Record<string, Client>;

/** Every procedure of the router, by names such as `tasks.list`. */
export const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;

/** The headers of a request with this token. */
export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

export async function callInProcess(app: TestApp, call: Call): Promise<Answer> {
  const { services } = app;
  const { procedure, input, headers = {} } = call;
  const ctx = createContext(services, new Request(services.env.BETTER_AUTH_URL, { headers }));
  try {
    const output = await callerOf(ctx, procedure)(input);
    const value = isEvents(output)
      ? await takeEvents(output, await countEvents(app, call))
      : output;
    return { status: 200, headers: new Headers([...ctx.headers]), value };
  } catch (error) {
    if (isNotModified(error)) return { status: 304, headers: new Headers([...ctx.headers]) };
    const problem = fail(error, ctx);
    return { status: problem.status, headers: new Headers([...ctx.headers]), problem };
  }
}

export async function callRpc(app: TestApp, call: Call): Promise<Answer> {
  return readAnswer(app, call, await sendRpc(app, [call], call.input), readRpc);
}

/** All in one request, of the kind and with the headers of the first; none where that is a subscription. */
export async function callRpcBatch(app: TestApp, calls: Call[]): Promise<Answer[]> {
  if (calls.some(({ procedure }) => isA('subscription', procedure))) return [];
  const inputs = Object.fromEntries(calls.map(({ input }, index) => [index, input]));
  const response = await sendRpc(app, calls, inputs, 'batch=1');
  const { status, headers } = response;
  if (status === 304) return calls.map(() => ({ status, headers }));
  return ((await response.json()) as unknown[]).map((item) => {
    const read = readRpc(item);
    return { ...read, status: read.problem?.status ?? 200, headers };
  });
}

export async function callRest(app: TestApp, call: Call): Promise<Answer | undefined> {
  const route = routes.find(({ name }) => name === call.procedure);
  const request = route && restRequest(route, call.input ?? {});
  if (!request) return undefined;
  const { method, path, body } = request;
  return readAnswer(app, call, await send(app, method, path, call.headers, body), readRest);
}

/** Whether a procedure is of this type. */
export function isA(type: 'query' | 'mutation' | 'subscription', procedure: string): boolean {
  return procedures[procedure]?._def.type === type;
}

/** Whether a way in has words for a procedure: a batch has none for events. */
export function says(way: string, procedure: string): boolean {
  return way !== 'batched RPC' || !isA('subscription', procedure);
}

function callerOf(ctx: Context, procedure: string) {
  const [router = '', name = ''] = procedure.split('.');
  const caller: unknown = createCaller(ctx);
  const called = caller as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  return (input: unknown) => called[router]?.[name]?.(input);
}

function sendRpc(app: TestApp, calls: Call[], input: unknown, search = ''): Promise<Response> {
  const [{ procedure, headers }] = calls as [Call];
  const path = `/api/trpc/${calls.map((call) => call.procedure).join(',')}?${search}`;
  const text = JSON.stringify(input);
  if (isA('mutation', procedure)) return send(app, 'POST', path, headers, text ?? '');
  const asParameter = text === undefined ? '' : `&input=${encodeURIComponent(text)}`;
  return send(app, 'GET', path + asParameter, headers);
}

/** A request under the public URL; a body is JSON. */
export function send(
  { handle, services }: TestApp,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Response> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const init = { method, headers: { ...type, ...headers }, ...(body !== undefined && { body }) };
  return handle(new Request(services.env.BETTER_AUTH_URL + path, init));
}
