import { AuthError, SignedIn, SignedOut, SignIn, SignUp, Token, User } from '@/contract/auth';
import { authFailures } from './openapi-auth-failures';
import { headerRefs } from './openapi-parts';

const credentials = { email: 'ada@example.com', password: 'correct horse battery staple' };
const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl';
const user = { id: 'w2PYO9wq2FGP2fR1hTgZ0cXq8sLmNbVd', email: credentials.email, name: 'Ada' };

/** The schemas of log-in, by name. */
export const authSchemas = { AuthError, SignedIn, SignedOut, SignIn, SignUp, Token, User };

/** The paths of Better Auth that clients of the API need (contract section 1). */
export const authPaths = {
  '/api/auth/sign-up/email': {
    post: {
      operationId: 'signUp',
      summary: 'Make an account',
      description:
        'Signs up with an e-mail address and a password, and in: the answer has the first token. Attempts are limited by address of the network and by account.',
      tags: ['auth'],
      security: [],
      requestBody: bodyOf('SignUp', { name: 'Ada', ...credentials }),
      responses: {
        '200': logInAnswer('The account, and a token for it.'),
        ...authFailures('400', '403', '415', '422', '429', '500', '503'),
      },
    },
  },
  '/api/auth/sign-in/email': {
    post: {
      operationId: 'signIn',
      summary: 'Sign in',
      description:
        'Begins a session, and gives a token of it. Attempts are limited as those to sign up are; whether an address has an account is not told.',
      tags: ['auth'],
      security: [],
      requestBody: bodyOf('SignIn', credentials),
      responses: {
        '200': logInAnswer('A token, and whose it is.'),
        ...authFailures('400', '401', '403', '415', '429', '500', '503'),
      },
    },
  },
  '/api/auth/token': {
    get: {
      operationId: 'getToken',
      summary: 'Renew the token',
      description:
        'A fresh token of the session whose cookie is sent, for browsers. A token is worth no other: clients without cookies sign in again.',
      tags: ['auth'],
      security: [{ session: [] }],
      responses: {
        '200': answer('A fresh token of the same session.', 'Token', { token }),
        ...authFailures('400', '401', '429', '500', '503'),
      },
    },
  },
  '/api/auth/sign-out': {
    post: {
      operationId: 'signOut',
      summary: 'Sign out',
      description:
        'Ends the session of the token or the cookie, and with it all of its tokens, at once and everywhere. Other sessions go on. Where the session has ended already, it is a success.',
      tags: ['auth'],
      security: [{ bearer: [] }, { session: [] }],
      responses: {
        '200': answer('The session has ended.', 'SignedOut', { success: true }),
        ...authFailures('400', '401', '403', '415', '429', '500', '503'),
      },
    },
  },
};

function bodyOf(schema: string, example: object) {
  return { required: true, content: json(schema, example) };
}

function logInAnswer(description: string) {
  const { headers, ...rest } = answer(description, 'SignedIn', { token, user });
  return { ...rest, headers: { ...headers, ...headerRefs('set-auth-jwt') } };
}

function answer(description: string, schema: string, example: object) {
  return { description, headers: headerRefs('Set-Cookie'), content: json(schema, example) };
}

function json(schema: string, example: object) {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` }, example } };
}
