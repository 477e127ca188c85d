import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { WANTED_HEADER } from '@/contract/destination';
import { type Env, readEnv } from '@/env';

/** Pages only: the API has a policy of its own, and assets need none. */
export const config = { matcher: '/((?!api/|api$|_next/static/).*)' };

/** What sonner puts in a style element of its own, which is empty at first. */
const SONNER_STYLES =
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='";

const ANY = "'unsafe-inline'";

let env: Env | undefined;

/** Gives each page a policy with a nonce of its own; Next reads it there and puts it on the scripts of the page. */
export function proxy(request: NextRequest): NextResponse {
  env ??= readEnv();
  const policy = pagePolicy(env, request.nextUrl.pathname, randomBytes(16).toString('base64'));
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set(WANTED_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({
    request: { headers },
    headers: { 'content-security-policy': policy },
  });
}

/** The policy (CSP level 3): the scripts with the nonce, what they load, and styles and images of this origin. */
function pagePolicy({ BETTER_AUTH_URL, NODE_ENV }: Env, path: string, nonce: string): string {
  const dev = NODE_ENV === 'development';
  return [
    "default-src 'none'",
    // In development React evaluates where an error came from, and Next writes styles into its overlay.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    ...(/^\/docs\/?$/.test(path)
      ? referenceStyles(dev ? ANY : `'nonce-${nonce}'`)
      : [`style-src 'self' ${dev ? ANY : SONNER_STYLES}`]),
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(BETTER_AUTH_URL.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** Scalar's scripts make style elements, which the page gives its nonce, and number lines in style attributes (decision 0018). */
function referenceStyles(allowed: string): string[] {
  return [`style-src-elem 'self' ${allowed}`, `style-src-attr ${ANY}`];
}
