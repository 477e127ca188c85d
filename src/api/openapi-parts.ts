import { type ProblemCode, problemTypes } from '@/contract/problem';

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
  Allow: header('The methods of this path.', 'GET, HEAD, OPTIONS, POST', true),
  'Set-Cookie': header(
    'The cookie of the session, or its end; not where a token asked.',
    'better-auth.session_token=4f1c; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax',
  ),
  'set-auth-jwt': header('The token, as in the body.', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln', true),
} as const;

export type HeaderName = keyof typeof headers;

const EVERYWHERE: HeaderName[] = ['X-Request-Id', 'Cache-Control', 'Vary', 'RateLimit-Policy'];

/** The headers of an answer: those that all carry, and some more. */
export function headerRefs(...more: HeaderName[]) {
  return Object.fromEntries([...EVERYWHERE, ...more].map((name) => [name, ref('headers', name)]));
}

const FIXED_DETAILS: Partial<Record<ProblemCode, string>> = {
  UNAUTHORIZED: 'Missing Authorization header: expected Bearer token',
  FORBIDDEN: "Access denied: user_id mismatch, not authorized to access this user's tasks",
  NOT_FOUND: 'Task not found',
  UNPROCESSABLE_CONTENT: 'title: must not be blank',
};

const ERROR_HEADERS: Partial<Record<ProblemCode, HeaderName[]>> = {
  UNAUTHORIZED: ['WWW-Authenticate'],
  METHOD_NOT_SUPPORTED: ['Allow'],
  TIMEOUT: [],
  URI_TOO_LONG: [],
  REQUEST_HEADER_FIELDS_TOO_LARGE: [],
  TOO_MANY_REQUESTS: ['RateLimit', 'Retry-After'],
  SERVICE_UNAVAILABLE: ['RateLimit', 'Retry-After'],
  PRECONDITION_FAILED: ['RateLimit', 'ETag'],
};

/** A conflict passes by itself where it is one with a request that is still running. */
const retryWhileRunning = {
  'Retry-After': {
    ...headers['Retry-After'],
    description: 'There while the first request with this Idempotency-Key is running, in seconds.',
    required: false,
  },
};

/** A `responses` object that names the given problems; types of problem that share a status share an entry. */
export function problemRefs(codes: Iterable<ProblemCode>) {
  return Object.fromEntries(
    [...codes].map((code) => [problemTypes[code].status, ref('responses', code)]),
  );
}

/** Any problem, by its media type. */
export const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

/** The reusable answer of each type of problem. */
export function problemResponses() {
  const codes = Object.keys(problemTypes) as ProblemCode[];
  return Object.fromEntries(codes.map((code) => [code, problemResponse(code)]));
}

function problemResponse(code: ProblemCode) {
  const { meaning } = problemTypes[code];
  return {
    description: meaning,
    headers: {
      ...headerRefs(...(ERROR_HEADERS[code] ?? ['RateLimit'])),
      ...(code === 'CONFLICT' && retryWhileRunning),
    },
    content: {
      'application/problem+json': {
        ...problemContent['application/problem+json'],
        example: exampleOf(code),
      },
    },
  };
}

function exampleOf(code: ProblemCode) {
  const { slug, status, title, meaning } = problemTypes[code];
  return {
    type: `http://localhost:3000/problems/${slug}`,
    title,
    status,
    detail: FIXED_DETAILS[code] ?? meaning,
    instance: 'urn:request:5f1c7b9e-3f0a-4c7e-9d0b-0e9a6a2f7c11',
    code,
    ...(code === 'UNPROCESSABLE_CONTENT' && {
      errors: [{ pointer: '#/title', detail: 'must not be blank' }],
    }),
  };
}
