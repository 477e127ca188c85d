import { headerRefs } from './openapi-parts';
import { problemContent, problemRefs } from './openapi-problems';

/** How Better Auth refuses, by status, with one of the errors that come so. */
const FAILURES = {
  '400': [
    'The body is not what it should be; the message says why.',
    { code: 'PASSWORD_TOO_SHORT', message: 'Password too short' },
  ],
  '401': [
    'It is not known who asks.',
    { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' },
  ],
  '403': [
    'A browser sent it for a page of an origin that is not trusted.',
    { code: 'INVALID_ORIGIN', message: 'Invalid origin' },
  ],
  '415': [
    'Bodies are JSON.',
    {
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: 'Content-Type "text/plain" is not allowed. Allowed types: application/json',
    },
  ],
  '422': [
    'There is an account with this address already.',
    {
      code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL',
      message: 'User already exists. Use another email.',
    },
  ],
  '429': [
    'Too many attempts: try again after the seconds in Retry-After.',
    { message: 'Too many requests. Please try again later.' },
  ],
  '500': [
    'Something broke on our side.',
    { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' },
  ],
  '503': [
    'The service cannot answer just now: try again after the seconds in Retry-After.',
    { code: 'SERVICE_UNAVAILABLE', message: 'Service unavailable: try again in a few seconds' },
  ],
} as const;

/** The refusals of an operation of Better Auth; what is refused before it reads the request is a problem. */
export function authFailures(...statuses: (keyof typeof FAILURES)[]) {
  return {
    ...Object.fromEntries(statuses.map((status) => [status, failure(status)])),
    ...problemRefs([
      'TIMEOUT',
      'PAYLOAD_TOO_LARGE',
      'URI_TOO_LONG',
      'REQUEST_HEADER_FIELDS_TOO_LARGE',
    ]),
  };
}

function failure(status: keyof typeof FAILURES) {
  const [description, example] = FAILURES[status];
  const waits = status === '429' || status === '503';
  return {
    description,
    headers: headerRefs('Set-Cookie', ...(waits ? (['Retry-After'] as const) : [])),
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/AuthError' }, example },
      ...(isEarlyToo(status) && problemContent),
    },
  };
}

/** Of these statuses some are told before Better Auth reads the request. */
function isEarlyToo(status: keyof typeof FAILURES): boolean {
  return ['400', '500', '503'].includes(status);
}
