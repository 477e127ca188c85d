import type { Services } from '@/services';
import { type Answer, pairsOf } from './answer';
import type { Context } from './context';
import { corsHeaders } from './cors';
import { API_POLICY, securityHeaders } from './security-headers';

/** Adds what every answer carries, over what the procedure and the transport have set; HEAD has no body. */
export function createHeaders({ env, limiter }: Pick<Services, 'env' | 'limiter'>) {
  const fixed = Object.entries({
    vary: 'Authorization, Origin',
    'content-security-policy': API_POLICY,
    ...securityHeaders(env),
    ...(limiter && { 'ratelimit-policy': `"user";q=${limiter.points};w=${limiter.duration}` }),
  }).flat();
  // tRPC has a word of its own about streams.
  const ofAll = [...fixed, 'cache-control', 'private, no-cache'];

  return (ctx: Context, request: Request, answer: Answer | Response, isAuth: boolean) => {
    // Better Auth's public keys may be cached.
    const headers = (isAuth ? fixed : ofAll).concat('x-request-id', ctx.requestId);
    for (const [name, value] of ctx.headers) headers.push(name, value);
    for (const [name, value] of corsHeaders(request, env.CORS_ORIGINS)) headers.push(name, value);
    const isHead = request.method === 'HEAD';
    if (answer instanceof Response) return withHeaders(answer, headers, isHead);
    if (isAuth) headers.push('cache-control', 'no-store');
    headers.push(...answer.headers);
    return { status: answer.status, headers, body: isHead ? null : answer.body };
  };
}

/** Those of a response may be such that they cannot be changed. */
function withHeaders(answer: Response, ours: string[], isHead: boolean): Response {
  const headers = new Headers(answer.headers);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  for (const [name, value] of pairsOf(ours)) headers.set(name, value);
  if (isHead) void answer.body?.cancel();
  return new Response(isHead ? null : answer.body, { status: answer.status, headers });
}
