import { type CallOptions, connectAsStranger, type TandemOptions } from './connection.js';
import { getToken, signIn as postSignIn, signUp as postSignUp } from './generated/sdk.gen.js';
import type { SignIn, SignUp } from './generated/types.gen.js';
import { createTandem, type Tandem } from './tandem.js';

/** Where the service is, and how to reach it. */
type Service = Omit<TandemOptions, 'token'>;

export type StrangerOptions = Service & CallOptions;

/**
 * Makes an account, and a client for it. A token that ends is renewed by signing in again, for which the password is
 * kept in memory.
 * @throws TandemError 422 where the address has an account, 400 where something is not as it should be.
 */
export async function signUp(options: StrangerOptions & SignUp): Promise<Tandem> {
  const { name, email, password, signal, ...service } = options;
  const body = { name, email, password };
  const { data } = await postSignUp({ ...connectAsStranger(service), ...during(signal), body });
  return clientOf(service, { email, password }, data.token);
}

/**
 * Signs in, and makes a client; for its renewal see `signUp`.
 * @throws TandemError 401 where address or password are wrong, 429 where too many were tried.
 */
export async function signIn(options: StrangerOptions & SignIn): Promise<Tandem> {
  const { email, password, signal, ...service } = options;
  const token = await tokenFor(service, { email, password }, signal);
  return clientOf(service, { email, password }, token);
}

/** For pages of the service's own origin: gets tokens by the cookie of the session. */
export function cookieToken(service: Service): () => Promise<string> {
  const stranger = connectAsStranger(service);
  return async () => (await getToken({ ...stranger, credentials: 'include' })).data.token;
}

function clientOf(service: Service, who: SignIn, first: string): Tandem {
  const token = async (refused?: string) => (refused ? tokenFor(service, who) : first);
  return createTandem({ ...service, token });
}

async function tokenFor(service: Service, body: SignIn, signal?: AbortSignal): Promise<string> {
  const { data } = await postSignIn({ ...connectAsStranger(service), ...during(signal), body });
  return data.token;
}

function during(signal: AbortSignal | undefined) {
  return signal && { signal };
}
