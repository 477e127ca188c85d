import { z } from 'zod';

/** Every type of problem: by tRPC's error code (and those that it lacks, such as GONE), with its HTTP status, its page under `/problems/` and what it means. */
export const problemTypes = {
  BAD_REQUEST: {
    status: 400,
    slug: 'bad-request',
    title: 'Bad request',
    meaning: 'The request could not be understood. The detail says what is wrong with it.',
  },
  PARSE_ERROR: {
    status: 400,
    slug: 'malformed-json',
    title: 'Malformed JSON',
    meaning:
      'The body is not JSON, or not UTF-8. Nothing of it was used; send it again, encoded as JSON.',
  },
  UNAUTHORIZED: {
    status: 401,
    slug: 'unauthorized',
    title: 'Not signed in',
    meaning:
      'The request has no valid token. Sign in, and send the token as “Authorization: Bearer <token>”. A token ends when it expires and when its session is signed out.',
  },
  FORBIDDEN: {
    status: 403,
    slug: 'forbidden',
    title: 'Access denied',
    meaning:
      'The user id in the URL is not the one in the token. Everybody sees and changes only what is theirs.',
  },
  NOT_FOUND: {
    status: 404,
    slug: 'not-found',
    title: 'Not found',
    meaning:
      'There is no such path, or the task or session does not exist, was deleted or is somebody else’s.',
  },
  METHOD_NOT_SUPPORTED: {
    status: 405,
    slug: 'method-not-allowed',
    title: 'Method not allowed',
    meaning: 'The path exists, but not with this method. The Allow header lists those it has.',
  },
  TIMEOUT: {
    status: 408,
    slug: 'timeout',
    title: 'Request not in time',
    meaning:
      'The request did not arrive in time: its headers have 10 seconds, all of it 12. Nothing was changed; send it again.',
  },
  CONFLICT: {
    status: 409,
    slug: 'conflict',
    title: 'Conflict',
    meaning:
      'The request is fine, but not in the present state. The detail says what is in its way.',
  },
  GONE: {
    status: 410,
    slug: 'gone',
    title: 'Cursor gone',
    meaning:
      'The cursor is not one of these tasks, or so old that deletions after it are forgotten. Read all tasks anew, without a cursor.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    slug: 'precondition-failed',
    title: 'Changed meanwhile',
    meaning:
      'The task is no longer the one that If-Match names: somebody was faster. Nothing was changed; read it again and decide anew.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    slug: 'payload-too-large',
    title: 'Body too large',
    meaning:
      'The body has more than 65,536 bytes. It was not read to the end and nothing was changed.',
  },
  URI_TOO_LONG: {
    status: 414,
    slug: 'url-too-long',
    title: 'URL too long',
    meaning: 'The URL has more than 8,192 bytes. Ask for less at once.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    slug: 'unsupported-media-type',
    title: 'Unsupported media type',
    meaning: 'Bodies are JSON: send them with “Content-Type: application/json”.',
  },
  UNPROCESSABLE_CONTENT: {
    status: 422,
    slug: 'validation',
    title: 'Validation failed',
    meaning:
      'Some fields have values that they cannot have. The errors list each, with a JSON Pointer to it. Nothing was changed.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    slug: 'too-many-requests',
    title: 'Too many requests',
    meaning: 'The limit of requests is used up. The Retry-After header says for how many seconds.',
  },
  REQUEST_HEADER_FIELDS_TOO_LARGE: {
    status: 431,
    slug: 'headers-too-large',
    title: 'Headers too large',
    meaning: 'The URL and the headers have more than 16,384 bytes. Send fewer or shorter ones.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    slug: 'internal',
    title: 'Internal error',
    meaning:
      'Something broke on our side. The log has the cause under the request id in “instance”.',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    slug: 'unavailable',
    title: 'Service unavailable',
    meaning: 'The service cannot answer just now. Try again after the seconds in Retry-After.',
  },
} as const;

/** The `code` of a problem: those of tRPC's error codes that this API uses, and some more. */
export type ProblemCode = keyof typeof problemTypes;

/** The body of every error (RFC 9457), `application/problem+json`; over RPC `error.data.problem`. */
export const Problem = z
  .object({
    type: z.url().max(500).describe('Leads to a page that explains this type of problem.'),
    title: z.string().max(100).describe('The type of problem in a few words.'),
    status: z.int().min(400).max(599).meta({ format: 'int32' }).describe('The HTTP status.'),
    detail: z.string().max(10_000).describe('What went wrong here and what to do.'),
    instance: z.string().max(200).describe('This occurrence, by its request id.'),
    code: z
      .enum(Object.keys(problemTypes) as [ProblemCode, ...ProblemCode[]])
      .describe('The type of problem for programs.'),
    errors: z
      .array(
        z.object({
          pointer: z
            .string()
            .max(200)
            .describe('A JSON Pointer (RFC 6901) to the field, as a URI fragment.'),
          detail: z.string().max(500).describe('What is wrong with it.'),
        }),
      )
      .max(1_000)
      .optional()
      .describe('Each field that is wrong.'),
  })
  .meta({ id: 'Problem', description: 'An error, as RFC 9457 describes it.' });
export type Problem = z.infer<typeof Problem>;
