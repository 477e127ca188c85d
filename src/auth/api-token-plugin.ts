import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import { getJwtToken, type JwtOptions } from 'better-auth/plugins';
import { countGuess, forgetGuesses, isGuess } from './attempt-hooks';
import type { Attempts } from './attempts';
import { bearerToken, useBearerSession } from './bearer';
import { refuseOvertaken } from './overtaken-sign-in';
import { refuseBadText } from './request-text';
import { refuseHiddenHosts } from './return-addresses';
import { endSession, type SignOutOptions } from './sign-out';
import { endSurplusSessions } from './surplus-sessions';

export interface ApiTokenPluginOptions extends SignOutOptions {
  attempts: Attempts;
  /** The options of the JWT plugin, which signs. */
  jwt: JwtOptions;
}

/** Makes our API token the only credential that answers of Better Auth hold; must be the last plugin. */
export function apiTokens(options: ApiTokenPluginOptions): BetterAuthPlugin {
  const { jwt, attempts, ...services } = options;
  return {
    id: 'api-tokens',
    hooks: {
      before: [
        { matcher: () => true, handler: refuseBadText },
        { matcher: () => true, handler: refuseHiddenHosts },
        { matcher: isGuess, handler: countGuess(attempts) },
        {
          // A token is not worth another one: who finds it has it as long as it lives.
          matcher: (ctx) => ctx.path !== '/token' && !!bearerToken(ctx.headers),
          handler: useBearerSession(services),
        },
        { matcher: (ctx) => ctx.path === '/sign-out', handler: endSession(services) },
      ],
      after: [
        { matcher: (ctx) => ctx.path === '/sign-in/email', handler: refuseOvertaken(services) },
        { matcher: (ctx) => ctx.path === '/sign-in/email', handler: endSurplusSessions(services) },
        { matcher: isGuess, handler: forgetGuesses(attempts) },
        { matcher: (ctx) => !!ctx.context.newSession, handler: handOutToken(jwt) },
        { matcher: () => true, handler: hideSessionTokens },
        { matcher: (ctx) => ctx.path === '/jwks', handler: letCache },
      ],
    },
  };
}

/** Wherever Better Auth would hand out the session's own token, which belongs in the cookie alone. */
function handOutToken(jwt: JwtOptions) {
  return createAuthMiddleware(async (ctx) => {
    const { returned, newSession } = ctx.context;
    if (!isObject(returned) || !returned.token || !newSession) return undefined;
    const context = { ...ctx.context, session: newSession };
    const token = await getJwtToken({ ...ctx, context }, jwt);
    ctx.setHeader('set-auth-jwt', token);
    return ctx.json({ ...returned, token });
  });
}

const hideSessionTokens = createAuthMiddleware(async (ctx) => {
  const { returned } = ctx.context;
  if (Array.isArray(returned)) return ctx.json(returned.map(withoutToken));
  if (isObject(returned) && isObject(returned.session)) {
    return ctx.json({ ...returned, session: withoutToken(returned.session) });
  }
  return undefined;
});

/** Keys are found again by their id when a new one appears, so a little age does no harm. */
const letCache = createAuthMiddleware(async (ctx) => {
  if (!isAPIError(ctx.context.returned)) ctx.setHeader('cache-control', 'public, max-age=300');
});

function withoutToken(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { token: _, ...rest } = value;
  return rest;
}

/** False for the errors that Better Auth answers with, so that the hooks leave them as they are. */
function isObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]' && !(value instanceof Error);
}
