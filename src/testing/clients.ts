import type { AnyTRPCProcedure } from '@trpc/server';
import { type Context, createContext } from '@/api/context';
import { fail } from '@/api/problem';
import { appRouter, createCaller } from '@/api/router';
import { routes } from '@/api/routes';
import type { Problem } from '@/contract/problem';
import type { TestApp } from './app';
import { restRequest } from './rest-request';

/** A call of a procedure, before it is put on a transport. */
export interface Call {
  /** Such as `tasks.list`. */
  procedure: string;
  /** A JSON value; undefined for none. */
  input?: unknown;
  headers?: Record<string, string>;
}

/** What came back: a problem, or the value of success. */
export interface Answer {
  status: number;
  headers: Headers;
  value?: unknown;
  problem?: Problem;
}

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

export async function callInProcess(
  { services }: TestApp,
  { procedure, input, headers = {} }: Call,
): Promise<Answer> {
  const ctx = createContext(services, new Request(services.env.BETTER_AUTH_URL, { headers }));
  try {
    const value = await callerOf(ctx, procedure)(input);
    return { status: 200, headers: ctx.headers, value };
  } catch (error) {
    const problem = fail(error, ctx);
    return { status: problem.status, headers: ctx.headers, problem };
  }
}

export async function callRpc(app: TestApp, call: Call): Promise<Answer> {
  const { status, headers, json } = await sendRpc(app, [call], call.input);
  return { ...readRpc(json), status, headers };
}

/** All in one request, of the kind and with the headers of the first. */
export async function callRpcBatch(app: TestApp, calls: Call[]): Promise<Answer[]> {
  const inputs = Object.fromEntries(calls.map(({ input }, index) => [index, input]));
  const { headers, json } = await sendRpc(app, calls, inputs, 'batch=1');
  return (json as unknown[]).map((item) => {
    const read = readRpc(item);
    return { ...read, status: read.problem?.status ?? 200, headers };
  });
}

export async function callRest(app: TestApp, call: Call): Promise<Answer | undefined> {
  const route = routes.find(({ name }) => name === call.procedure);
  const request = route && restRequest(route, call.input ?? {});
  if (!request) return undefined;
  const { method, path, body } = request;
  const response = await send(app, method, path, call.headers, body);
  const { status, headers } = response;
  if (status === 204) return { status, headers };
  const json: unknown = await response.json();
  const isProblem = headers.get('content-type') === 'application/problem+json';
  return { status, headers, ...(isProblem ? { problem: json as Problem } : { value: json }) };
}

function callerOf(ctx: Context, procedure: string) {
  const [router = '', name = ''] = procedure.split('.');
  const caller: unknown = createCaller(ctx);
  const called = caller as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  return (input: unknown) => called[router]?.[name]?.(input);
}

async function sendRpc(app: TestApp, calls: Call[], input: unknown, search = '') {
  const [{ procedure, headers }] = calls as [Call];
  const path = `/api/trpc/${calls.map((call) => call.procedure).join(',')}?${search}`;
  const text = JSON.stringify(input);
  const asParameter = text === undefined ? '' : `&input=${encodeURIComponent(text)}`;
  const response =
    procedures[procedure]?._def.type === 'query'
      ? await send(app, 'GET', path + asParameter, headers)
      : await send(app, 'POST', path, headers, text ?? '');
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as unknown,
  };
}

function readRpc(item: unknown): Pick<Answer, 'value' | 'problem'> {
  const { result, error } = item as {
    result?: { data: unknown };
    error?: { data: { problem: Problem } };
  };
  return error ? { problem: error.data.problem } : { value: result?.data };
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
