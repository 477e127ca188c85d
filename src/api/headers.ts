import type { Services } from '@/services';
import type { Answer } from './answer';
import type { Context } from './context';
import { corsHeaders } from './cors';
import type { ApiRequest } from './request';
import { API_POLICY, securityHeaders } from './security-headers';

/** Adds what every answer carries, over what the procedure and the transport have set; HEAD has no body. */
export function createHeaders({ env, limiter }: Pick<Services, 'env' | 'limiter'>) {
  const fixed = Object.entries({
    vary: 'Authorization, Origin',
    'content-security-policy': API_POLICY,
    ...securityHeaders(env),
    ...(limiter && { 'ratelimit-policy': `"user";q=${limiter.points};w=${limiter.duration}` }),
  }).flat();
  const ofAll = [...fixed, 'cache-control', 'private, no-cache'];

  return (ctx: Context, request: ApiRequest, answer: Answer, isAuth: boolean): Answer => {
    // Better Auth's public keys may be cached.
    const headers = (isAuth ? fixed : ofAll).concat('x-request-id', ctx.requestId);
    for (const [name, value] of ctx.headers) headers.push(name, value);
    for (const [name, value] of corsHeaders(request.headers, request.method, env.CORS_ORIGINS))
      headers.push(name, value);
    append(headers, answer);
    if (isAuth && !headers.includes('cache-control')) headers.push('cache-control', 'no-store');
    const isHead = request.method === 'HEAD';
    if (isHead && answer.body instanceof ReadableStream) void answer.body.cancel();
    return { status: answer.status, headers, body: isHead ? null : answer.body };
  };
}

function append(ours: string[], { headers, isForeign }: Answer): void {
  if (!isForeign) return void ours.push(...headers);
  const taken = new Set(ours.filter((_, at) => at % 2 === 0));
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = headers.slice(at, at + 2);
    if (!taken.has(name)) ours.push(name, value);
  }
}
