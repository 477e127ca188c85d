import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { Attempts } from './attempts';
import { ADDRESS_HEADER } from './client-network';

const GUESSING = ['/sign-in/email', '/sign-up/email'];

/** Whether the request tells if a password is right, or an e-mail known. */
export function isGuess({ path }: { path?: string }): boolean {
  return path !== undefined && GUESSING.includes(path);
}

/** Counts a guess before the password is looked at; past the limit of the account, 429 in Better Auth's form. */
export function countGuess(attempts: Attempts) {
  return createAuthMiddleware(async (ctx) => {
    const email = emailIn(ctx.body);
    if (email === undefined) return;
    const seconds = await attempts.begin({ email }, addressIn(ctx.headers));
    if (seconds === undefined) return;
    throw new APIError(
      'TOO_MANY_REQUESTS',
      { message: 'Too many requests. Please try again later.' },
      { 'retry-after': String(seconds) },
    );
  });
}

/** Takes the count of an account back where a session began. */
export function forgetGuesses(attempts: Attempts) {
  return createAuthMiddleware(async (ctx) => {
    const email = ctx.context.newSession?.user.email;
    if (email !== undefined) await attempts.succeed({ email }, addressIn(ctx.headers));
  });
}

function emailIn(body: unknown): string | undefined {
  const email = typeof body === 'object' && body !== null && 'email' in body && body.email;
  return typeof email === 'string' ? email : undefined;
}

function addressIn(headers: Headers | undefined): string | undefined {
  return headers?.get(ADDRESS_HEADER) ?? undefined;
}
