const header = (description: string, example: string, required = false) => ({
  description,
  required,
  schema: { type: 'string' as const, maxLength: 8_000, examples: [example] },
});

/** A reference to a part of the document. */
export const ref = (kind: 'headers' | 'parameters' | 'responses', name: string) => ({
  $ref: `#/components/${kind}/${name}`,
});

/** Every header that an answer may carry, by its name. */
export const headers = {
  'X-Request-Id': header(
    'The id of this request: that of the client if it sent a sane one.',
    '5f1c7b9e-3f0a-4c7e-9d0b-0e9a6a2f7c11',
    true,
  ),
  'Cache-Control': header('Answers belong to one user.', 'private, no-cache', true),
  Vary: header('What the answer depends on.', 'Authorization, Origin', true),
  'RateLimit-Policy': header('The limit: requests (q) in seconds (w).', '"user";q=600;w=60'),
  RateLimit: header('What is left (r), and for how many seconds (t).', '"user";r=598;t=41'),
  ETag: header('What `If-None-Match` and `If-Match` name (RFC 9110 section 8.8.3).', '"42"', true),
  'Idempotency-Replayed': header('There where the first answer is given again.', 'true'),
  'X-Accel-Buffering': header('Tells nginx to pass events on as they come.', 'no', true),
  Location: header('The path of the new task.', '/api/w2PYO9wq2FGP2fR1/tasks/17', true),
  Link: header(
    'With `limit`: the next page, if there is one (RFC 8288).',
    '<http://localhost:3000/api/w2PYO9wq2FGP2fR1/tasks?limit=2&cursor=WyJ>; rel="next"',
  ),
  'WWW-Authenticate': header('The challenge of RFC 6750.', 'Bearer realm="tasks"', true),
  'Retry-After': header('When to try again, in seconds.', '41', true),
  'Access-Control-Allow-Origin': header(
    'There for pages of an allowed origin (`CORS_ORIGINS`).',
    'https://app.example.com',
  ),
  Allow: header('The methods of this path.', 'GET, HEAD, OPTIONS, POST', true),
  'Set-Cookie': header(
    'The cookie of the session, or its end; not where a token asked.',
    'better-auth.session_token=4f1c; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax',
  ),
  'set-auth-jwt': header('The token, as in the body.', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln', true),
} as const;

export type HeaderName = keyof typeof headers;

const EVERYWHERE: HeaderName[] = [
  'X-Request-Id',
  'Cache-Control',
  'Vary',
  'Access-Control-Allow-Origin',
  'RateLimit-Policy',
];

/** The headers of an answer: those that all carry, and some more. */
export function headerRefs(...more: HeaderName[]) {
  return Object.fromEntries([...EVERYWHERE, ...more].map((name) => [name, ref('headers', name)]));
}
