import { z } from 'zod';

const email = z.email().max(255).describe('In any case; it is kept in lower case.');
const password = z.string().min(8).max(128).describe('8 to 128 characters.');

export const SignUp = z
  .object({ name: z.string().max(255).describe('How to call you.'), email, password })
  .meta({ id: 'SignUp', description: 'Who wants an account.' });

export const SignIn = z
  .object({ email, password })
  .meta({ id: 'SignIn', description: 'Who wants a token.' });

/** What Better Auth tells of a user. */
export const User = z
  .looseObject({
    id: z.string().min(1).max(255).describe('`user_id` of every path.'),
    email: z.string().max(255).describe('In lower case.'),
    name: z.string().max(255).describe('How to call them.'),
  })
  .meta({ id: 'User', description: 'Somebody with an account.' });

/** The answer to every log-in; `token` is the JWT for `Authorization: Bearer`. */
export const SignedIn = z
  .looseObject({ token: z.string().max(8_192).describe('The JWT.'), user: User })
  .meta({ id: 'SignedIn', description: 'A token and whose it is.' });

export const Token = z
  .object({ token: z.string().max(8_192).describe('A fresh JWT of the same session.') })
  .meta({ id: 'Token', description: 'A token.' });

export const SignedOut = z
  .object({ success: z.literal(true).describe('The session has ended.') })
  .meta({ id: 'SignedOut', description: 'That a session has ended.' });

/** Better Auth's errors, which are not problems of RFC 9457. */
export const AuthError = z
  .looseObject({
    message: z.string().max(1_000).describe('What was wrong.'),
    code: z.string().max(100).optional().describe('The same for programs.'),
  })
  .meta({ id: 'AuthError', description: 'An error of the log-in.' });
