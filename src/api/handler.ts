import { ADDRESS_HEADER } from '@/auth/client-network';
import { refusal } from '@/auth/refusal';
import type { Services } from '@/services';
import { readText } from './body';
import { type Context, createContext } from './context';
import { corsHeaders } from './cors';
import { createGate, type Gate } from './gate';
import { methodNotAllowed, optionsResponse } from './methods';
import { fail, problemResponse } from './problem';
import { handleRest } from './rest';
import { handleRpc, refuseRpc, RPC_PATH } from './rpc';
import { API_POLICY, securityHeaders } from './security-headers';
import { createToldPath } from './told-path';

const AUTH_PATH = '/api/auth';
/** Answered however many others wait: they tell whether that is so. */
const PROBES = ['/api/healthz', '/api/readyz'];
const AUTH_METHODS = 'GET, HEAD, OPTIONS, POST';

/** Answers a request under `/api`; the address of the client is for the limits of log-in. */
export type Handler = (request: Request, clientAddress?: string) => Promise<Response>;

/** Answers everything under `/api` within 15 s: Better Auth, typed RPC and REST. It never rejects. */
export function createHandler(services: Services, gate: Gate = createGate()): Handler {
  const toldPath = createToldPath(services.auth);
  return async (request, clientAddress) => {
    const start = performance.now();
    const url = new URL(request.url);
    const ctx = createContext(services, request, gate.aside);
    const work = () => dispatch(ctx, request, url, clientAddress);
    const answering = PROBES.includes(url.pathname) ? work() : gate.pass(work);
    const answer = await answering.catch((error: unknown) => refuse(error, ctx, url));
    const response = withHeaders(ctx, request, url, answer);
    services.log.info({
      requestId: ctx.requestId,
      userId: ctx.caller,
      method: request.method,
      path: toldPath(url.pathname),
      status: response.status,
      ms: Math.round((performance.now() - start) * 10) / 10,
    });
    return response;
  };
}

function dispatch(
  ctx: Context,
  request: Request,
  url: URL,
  clientAddress: string | undefined,
): Promise<Response> {
  if (isUnder(AUTH_PATH, url)) return handleAuth(ctx, request, clientAddress);
  if (isUnder(RPC_PATH, url)) return handleRpc(ctx, request);
  return handleRest(ctx, request, url);
}

function isUnder(path: string, { pathname }: URL): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}

/** What took too long is told in the words of who would have answered. */
function refuse(error: unknown, ctx: Context, url: URL): Response {
  if (isUnder(RPC_PATH, url)) return refuseRpc(error, ctx);
  const problem = fail(error, ctx);
  const isAway = problem.status === 503 && isUnder(AUTH_PATH, url);
  return isAway ? refusal('SERVICE_UNAVAILABLE') : problemResponse(problem);
}

/** Better Auth answers in its own words; the size and encoding of bodies are judged before it. */
async function handleAuth(
  ctx: Context,
  request: Request,
  clientAddress: string | undefined,
): Promise<Response> {
  const { signal } = request;
  if (request.method === 'OPTIONS') return optionsResponse(AUTH_METHODS);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(ctx, method, AUTH_METHODS);
  const headers = new Headers(request.headers);
  headers.delete(ADDRESS_HEADER);
  if (clientAddress) headers.set(ADDRESS_HEADER, clientAddress);
  headers.set('x-request-id', ctx.requestId);
  const body = (await ctx.aside(() => readText(request))) || null;
  return ctx.services.auth.handler(new Request(request.url, { method, headers, signal, body }));
}

/** What every answer carries, over what the procedure and the transport have set. */
function withHeaders(ctx: Context, request: Request, url: URL, answer: Response): Response {
  const { env, limiter } = ctx.services;
  const headers = new Headers(answer.headers);
  for (const [name, value] of ctx.headers) headers.set(name, value);
  // tRPC has a word of its own about streams; Better Auth's public keys may be cached.
  if (!isUnder(AUTH_PATH, url)) headers.set('cache-control', 'private, no-cache');
  else if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (limiter) headers.set('ratelimit-policy', `"user";q=${limiter.points};w=${limiter.duration}`);
  headers.set('vary', 'Authorization, Origin');
  headers.set('x-request-id', ctx.requestId);
  headers.set('content-security-policy', API_POLICY);
  const others = { ...securityHeaders(env), ...corsHeaders(request, env.CORS_ORIGINS) };
  for (const [name, value] of Object.entries(others)) headers.set(name, value);
  const body = request.method === 'HEAD' ? null : answer.body;
  if (request.method === 'HEAD') void answer.body?.cancel();
  return new Response(body, { status: answer.status, headers });
}
