import { bearerToken } from '@/auth/bearer';
import type { Claims } from '@/auth/claims';
import type { Verification } from '@/auth/tokens';
import type { Services } from '@/services';
import type { ApiRequest, FieldReader } from './request';
import { requestIdOf } from './request-id';
import { traceIdIn } from './traceparent';

/** What a procedure knows of the request that called it, and what the answer will carry. */
export interface Context {
  services: Services;
  requestId: string;
  /** The user id in the URL; undefined where it is in the input (RPC). */
  owner: string | undefined;
  /** The token that the request carries. */
  token: string | undefined;
  /** Verifies the token of the request, once; undefined if it has none. */
  identify: () => Promise<Verification | undefined>;
  /** The trace that it belongs to (W3C Trace Context). */
  traceId: string | undefined;
  /** The path of the contract that it matches, such as `/api/{user_id}/tasks`. */
  route: string | undefined;
  /** The user whom the token was found to be of. */
  caller: string | undefined;
  /** Waits for the client; meanwhile others are worked on. */
  aside: <T>(wait: () => Promise<T>) => Promise<T>;
  /** Headers of the request that are about this one call; none in a batch of calls. */
  requestHeaders: FieldReader;
  /** Headers of the answer, by names in lower case. */
  headers: Map<string, string>;
}

/** The context behind `protectedProcedure`. */
export type UserContext = Context & {
  userId: string;
  /** The id of the session that the token belongs to. */
  sid: string;
};

/** The context of a request; a sane `X-Request-Id` of the client is kept, else one is made. */
export function createContext(
  services: Services,
  { headers }: Pick<ApiRequest, 'headers'>,
  aside: Context['aside'] = (wait) => wait(),
): Context {
  const token = bearerToken(headers);
  let verification: Promise<Verification> | undefined;
  const ctx: Context = {
    services,
    requestId: requestIdOf(headers.get('x-request-id')),
    owner: undefined,
    token,
    identify,
    traceId: traceIdIn(headers.get('traceparent')),
    route: undefined,
    caller: undefined,
    aside,
    requestHeaders: headers,
    headers: new Map(),
  };
  return ctx;

  async function identify(): Promise<Verification | undefined> {
    if (token === undefined) return undefined;
    verification ??= services.tokens.verify(token);
    const found = await verification;
    if (found.ok) ctx.caller = found.claims.userId;
    return found;
  }
}

/** The context of what the server itself asks for on behalf of a user, whose session it has looked up. */
export function createUserContext(
  services: Services,
  claims: Claims,
  requestId: string | null,
): Context {
  return {
    services,
    requestId: requestIdOf(requestId),
    owner: undefined,
    token: undefined,
    identify: async () => ({ ok: true, claims }),
    traceId: undefined,
    route: undefined,
    caller: claims.userId,
    aside: (wait) => wait(),
    requestHeaders: new Headers(),
    headers: new Map(),
  };
}
