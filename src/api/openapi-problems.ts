import { type ProblemCode, problemTypes } from '@/contract/problem';
import { type HeaderName, headerRefs, headers, ref } from './openapi-parts';

const CODES = Object.keys(problemTypes) as ProblemCode[];

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

/** The problems of each status as schemas of their own, such as `NotFoundProblem`: each tells its status and codes. */
export function problemSchemas() {
  return Object.fromEntries(CODES.map((code) => [schemaName(code), problemSchema(code)]));
}

/** The reusable answer of each type of problem. */
export function problemResponses() {
  return Object.fromEntries(CODES.map((code) => [code, problemResponse(code)]));
}

/** The body of a problem, as the service at `url` would send it. */
export function exampleOf(code: ProblemCode, url = 'http://localhost:3000') {
  const { slug, status, title, meaning } = problemTypes[code];
  return {
    type: `${url}/problems/${slug}`,
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

function problemSchema(code: ProblemCode) {
  const { status } = problemTypes[code];
  return {
    description: `${problemTypes[code].title}.`,
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      {
        type: 'object' as const,
        required: ['status', 'code'],
        properties: {
          status: { const: status },
          code: { type: 'string' as const, enum: codesOf(status) },
        },
      },
    ],
  };
}

/** Types of problem that share a status share a schema, which has the name of the first. */
function schemaName(code: ProblemCode): string {
  const [first = code] = codesOf(problemTypes[code].status);
  const words = first.toLowerCase().split('_');
  return `${words.map((word) => word.replace(/^./, (letter) => letter.toUpperCase())).join('')}Problem`;
}

function codesOf(status: number): ProblemCode[] {
  return CODES.filter((code) => problemTypes[code].status === status);
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
        schema: { $ref: `#/components/schemas/${schemaName(code)}` },
        example: exampleOf(code),
      },
    },
  };
}
