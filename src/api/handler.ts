import { ADDRESS_HEADER } from '@/auth/client-network';
import { refusal } from '@/auth/refusal';
import type { Services } from '@/services';
import { type Answer, foreignAnswer, toResponse } from './answer';
import { readText } from './body';
import { type Context, createContext } from './context';
import { createGate, type Gate } from './gate';
import { createHeaders } from './headers';
import { methodNotAllowed, optionsAnswer } from './methods';
import { handleMetrics, METRICS_PATH } from './metrics';
import { fail, problemAnswer } from './problem';
import { type ApiRequest, fromFetch } from './request';
import { logRequest } from './request-log';
import { handleRest } from './rest';
import { handleRpc, refuseRpc, RPC_PATH } from './rpc';
import { createToldPath } from './told-path';

const AUTH_PATH = '/api/auth';
/** Answered however many others wait: they tell whether that is so. */
const PROBES = ['/api/healthz', '/api/readyz', METRICS_PATH];
const AUTH_METHODS = 'GET, HEAD, OPTIONS, POST';

/** Answers a request under `/api`; the address of the client is for the limits of log-in. */
export type Handler = (request: Request, clientAddress?: string) => Promise<Response>;

/** The same, for hosts that read requests and write answers by themselves. */
export type Answerer = (request: ApiRequest) => Promise<Answer>;

/** Answers everything under `/api` as the Fetch standard has it; otherwise as `createAnswerer`. */
export function createHandler(services: Services, gate?: Gate): Handler {
  const answer = createAnswerer(services, gate);
  return async (request, clientAddress) =>
    toResponse(await answer(fromFetch(request, clientAddress)));
}

/** Answers everything under `/api` within 15 s: Better Auth, typed RPC and REST. It never rejects. */
export function createAnswerer(services: Services, gate: Gate = createGate()): Answerer {
  const { pseudonym, telemetry } = services;
  const toldPath = createToldPath(services.auth);
  const authPaths = new Set(Object.values(services.auth.api).map((one) => AUTH_PATH + one.path));
  const withHeaders = createHeaders(services);
  return async (request) => {
    const start = performance.now();
    const { method, path } = request;
    const isAuth = isUnder(AUTH_PATH, path);
    const ctx = createContext(services, request, gate.aside);
    if (authPaths.has(path)) ctx.route = path;
    const work = () => dispatch(ctx, request);
    const pass = () =>
      (PROBES.includes(path) ? work() : gate.pass(work)).catch((error: unknown) =>
        refuse(error, ctx, path),
      );
    const answer = await (telemetry ? telemetry.request(ctx, request, pass) : pass());
    logRequest(services, start, {
      requestId: ctx.requestId,
      traceId: ctx.traceId,
      user: ctx.caller && pseudonym(ctx.caller),
      method,
      route: ctx.route ?? toldPath(path),
      status: answer.status,
    });
    return withHeaders(ctx, request, answer, isAuth);
  };
}

function dispatch(ctx: Context, request: ApiRequest): Promise<Answer> {
  if (isUnder(AUTH_PATH, request.path)) return handleAuth(ctx, request);
  if (isUnder(RPC_PATH, request.path)) return handleRpc(ctx, request);
  const { METRICS_TOKEN } = ctx.services.env;
  if (METRICS_TOKEN && request.path === METRICS_PATH) {
    return handleMetrics(ctx, request, METRICS_TOKEN);
  }
  return handleRest(ctx, request);
}

function isUnder(folder: string, path: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === '/');
}

/** What took too long is told in the words of who would have answered. */
async function refuse(error: unknown, ctx: Context, path: string): Promise<Answer> {
  if (isUnder(RPC_PATH, path)) return refuseRpc(error, ctx);
  const problem = fail(error, ctx);
  const isAway = problem.status === 503 && isUnder(AUTH_PATH, path);
  return isAway ? inItsWords(refusal('SERVICE_UNAVAILABLE')) : problemAnswer(problem);
}

/** Better Auth answers in its own words; the size and encoding of bodies are judged before it. */
async function handleAuth(ctx: Context, request: ApiRequest): Promise<Answer> {
  const { services, aside, requestId } = ctx;
  const { path, search } = request;
  const clientAddress = request.clientAddress();
  if (request.method === 'OPTIONS') return optionsAnswer(AUTH_METHODS);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(ctx, method, AUTH_METHODS);
  const headers = request.toHeaders();
  headers.delete(ADDRESS_HEADER);
  if (clientAddress) headers.set(ADDRESS_HEADER, clientAddress);
  headers.set('x-request-id', requestId);
  const body = (await aside(() => readText(request))) || null;
  const url = new URL(path + search, services.env.BETTER_AUTH_URL);
  return inItsWords(
    await services.auth.handler(
      new Request(url, { method, headers, signal: request.signal(), body }),
    ),
  );
}

async function inItsWords(response: Response): Promise<Answer> {
  return foreignAnswer(response, (await response.text()) || null);
}
