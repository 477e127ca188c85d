import { createHash, timingSafeEqual } from 'node:crypto';
import type { Answer } from './answer';
import { unauthorized } from './challenge';
import type { Context } from './context';
import { methodNotAllowed, optionsAnswer } from './methods';
import type { ApiRequest } from './request';

export const METRICS_PATH = '/api/metrics';
const METHODS = 'GET, HEAD, OPTIONS';

/** Tells whoever has `METRICS_TOKEN` what the processes of this host count, as Prometheus reads it. */
export async function handleMetrics(
  ctx: Context,
  { method }: ApiRequest,
  expected: string,
): Promise<Answer> {
  ctx.route = METRICS_PATH;
  if (method === 'OPTIONS') return optionsAnswer(METHODS);
  if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed(ctx, method, METHODS);
  if (ctx.token === undefined) throw unauthorized(ctx);
  if (!isSame(ctx.token, expected)) throw unauthorized(ctx, { reason: 'invalid' });
  const headers = ['content-type', 'text/plain; version=0.0.4; charset=utf-8'];
  return { status: 200, headers, body: await ctx.services.collectMetrics() };
}

/** In the same time, however much of it is right. */
function isSame(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
