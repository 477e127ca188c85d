import { z } from 'zod';
import { AuthError, SignedIn, SignIn, SignUp, Token } from '@/contract/auth';
import { headerRefs, problemContent } from './openapi-parts';

const json = (name: string, example?: object) => ({
  'application/json': {
    schema: { $ref: `#/components/schemas/${name}` },
    ...(example && { example }),
  },
});

const credentials = { email: 'ada@example.com', password: 'correct horse battery staple' };

const failure = { ...json('AuthError'), ...problemContent };

const failures = {
  '429': {
    description: 'Too many attempts.',
    headers: headerRefs('Retry-After'),
    content: failure,
  },
  '4XX': {
    description: 'It was refused; the message says why, or the problem if it was not read at all.',
    headers: headerRefs('Set-Cookie'),
    content: failure,
  },
  '5XX': { description: 'Something broke on our side.', headers: headerRefs(), content: failure },
};

/** The schemas of log-in, by name. */
export const authSchemas = { AuthError, SignedIn, SignIn, SignUp, Token };

/** The paths of Better Auth that clients of the API need (contract section 1). */
export const authPaths = {
  '/api/auth/sign-up/email': {
    post: logIn('signUp', 'Make an account', 'SignUp', { name: 'Ada', ...credentials }),
  },
  '/api/auth/sign-in/email': { post: logIn('signIn', 'Sign in', 'SignIn', credentials) },
  '/api/auth/token': {
    get: {
      operationId: 'getToken',
      summary: 'A fresh token of the same session, for its cookie',
      tags: ['auth'],
      security: [{ session: [] }],
      responses: {
        '200': {
          description: 'The token.',
          headers: headerRefs('Set-Cookie'),
          content: json('Token'),
        },
        ...failures,
      },
    },
  },
  '/api/auth/sign-out': {
    post: {
      operationId: 'signOut',
      summary: 'End this session and its tokens, and no other',
      tags: ['auth'],
      security: [{ bearer: [] }, { session: [] }],
      responses: {
        '200': {
          description: 'It has ended.',
          headers: headerRefs('Set-Cookie'),
          content: {
            'application/json': {
              schema: z.toJSONSchema(z.object({ success: z.boolean() }), {
                target: 'draft-2020-12',
              }),
            },
          },
        },
        ...failures,
      },
    },
  },
};

function logIn(operationId: string, summary: string, body: string, example: object) {
  return {
    operationId,
    summary,
    tags: ['auth'],
    security: [],
    requestBody: { required: true, content: json(body, example) },
    responses: {
      '200': {
        description: 'Signed in.',
        headers: headerRefs('set-auth-jwt', 'Set-Cookie'),
        content: json('SignedIn'),
      },
      ...failures,
    },
  };
}
