import { ADDRESS_HEADER } from '@/auth/client-network';
import { refusal } from '@/auth/refusal';
import type { Services } from '@/services';
import { type Answer, toResponse } from './answer';
import { readText } from './body';
import { type Context, createContext } from './context';
import { createGate, type Gate } from './gate';
import { createHeaders } from './headers';
import { methodNotAllowed, optionsAnswer } from './methods';
import { fail, problemAnswer } from './problem';
import { handleRest } from './rest';
import { handleRpc, refuseRpc, RPC_PATH } from './rpc';
import { createToldPath } from './told-path';

const AUTH_PATH = '/api/auth';
/** Answered however many others wait: they tell whether that is so. */
const PROBES = ['/api/healthz', '/api/readyz'];
const AUTH_METHODS = 'GET, HEAD, OPTIONS, POST';

/** Answers a request under `/api`; the address of the client is for the limits of log-in. */
export type Handler = (request: Request, clientAddress?: string) => Promise<Response>;

/** The same, with whole answers as they are, for hosts that write these by themselves. */
export type Answerer = (request: Request, clientAddress?: string) => Promise<Answer | Response>;

/** Answers everything under `/api` as the Fetch standard has it; otherwise as `createAnswerer`. */
export function createHandler(services: Services, gate?: Gate): Handler {
  const answer = createAnswerer(services, gate);
  return async (request, clientAddress) => toResponse(await answer(request, clientAddress));
}

/** Answers everything under `/api` within 15 s: Better Auth, typed RPC and REST. It never rejects. */
export function createAnswerer(services: Services, gate: Gate = createGate()): Answerer {
  const toldPath = createToldPath(services.auth);
  const withHeaders = createHeaders(services);
  return async (request, clientAddress) => {
    const start = performance.now();
    const url = new URL(request.url);
    const ctx = createContext(services, request, gate.aside);
    const work = () => dispatch(ctx, request, url, clientAddress);
    const answering = PROBES.includes(url.pathname) ? work() : gate.pass(work);
    const answer = await answering.catch((error: unknown) => refuse(error, ctx, url));
    services.log.info({
      requestId: ctx.requestId,
      userId: ctx.caller,
      method: request.method,
      path: toldPath(url.pathname),
      status: answer.status,
      ms: Math.round((performance.now() - start) * 10) / 10,
    });
    return withHeaders(ctx, request, answer, isUnder(AUTH_PATH, url));
  };
}

function dispatch(
  ctx: Context,
  request: Request,
  url: URL,
  clientAddress: string | undefined,
): Promise<Answer | Response> {
  if (isUnder(AUTH_PATH, url)) return handleAuth(ctx, request, clientAddress);
  if (isUnder(RPC_PATH, url)) return handleRpc(ctx, request, url);
  return handleRest(ctx, request, url);
}

function isUnder(path: string, { pathname }: URL): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}

/** What took too long is told in the words of who would have answered. */
function refuse(error: unknown, ctx: Context, url: URL): Answer | Response {
  if (isUnder(RPC_PATH, url)) return refuseRpc(error, ctx);
  const problem = fail(error, ctx);
  const isAway = problem.status === 503 && isUnder(AUTH_PATH, url);
  return isAway ? refusal('SERVICE_UNAVAILABLE') : problemAnswer(problem);
}

/** Better Auth answers in its own words; the size and encoding of bodies are judged before it. */
async function handleAuth(
  ctx: Context,
  request: Request,
  clientAddress: string | undefined,
): Promise<Answer | Response> {
  const { signal } = request;
  if (request.method === 'OPTIONS') return optionsAnswer(AUTH_METHODS);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(ctx, method, AUTH_METHODS);
  const headers = new Headers(request.headers);
  headers.delete(ADDRESS_HEADER);
  if (clientAddress) headers.set(ADDRESS_HEADER, clientAddress);
  headers.set('x-request-id', ctx.requestId);
  const body = (await ctx.aside(() => readText(request))) || null;
  return ctx.services.auth.handler(new Request(request.url, { method, headers, signal, body }));
}
