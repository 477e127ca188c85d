import type { FieldReader } from './request';

const ALLOWED_HEADERS = [
  'Authorization',
  'Content-Type',
  'If-Match',
  'If-None-Match',
  'Idempotency-Key',
  'Last-Event-ID',
  'X-Request-Id',
];

const EXPOSED_HEADERS = [
  'Allow',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'set-auth-jwt',
  'WWW-Authenticate',
  'X-Request-Id',
];

/** The CORS headers (Fetch standard) for a request from one of the allowed origins; never with credentials. */
export function corsHeaders(
  headers: FieldReader,
  method: string,
  origins: readonly string[],
): [string, string][] {
  if (origins.length === 0) return [];
  const origin = headers.get('origin');
  if (origin === null || !origins.includes(origin)) return [];
  const allowed: [string, string][] = [
    ['access-control-allow-origin', origin],
    ['access-control-expose-headers', EXPOSED_HEADERS.join(', ')],
  ];
  if (method !== 'OPTIONS') return allowed;
  return [
    ...allowed,
    ['access-control-allow-headers', ALLOWED_HEADERS.join(', ')],
    ['access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE'],
    ['access-control-max-age', '7200'],
  ];
}
