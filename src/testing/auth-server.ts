import { createAttempts } from '@/auth/attempts';
import { createAuth } from '@/auth/server';
import { createRevocations } from '@/auth/revocations';
import { createTokens } from '@/auth/tokens';
import { parseEnv } from '@/env';
import { createTestDatabase } from './database';

export const testSecret = 'a secret for tests only, of more than 32 characters';
export const password = 'correct horse battery';

interface CallOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface SignedIn {
  /** The API token. */
  token: string;
  /** For the `Cookie` header. */
  cookie: string;
  user: { id: string; email: string };
}

export type AuthServer = Awaited<ReturnType<typeof startAuthServer>>;

/** Auth alone, on a database of its own; `variables` as in the environment. */
export async function startAuthServer(variables: Record<string, string> = {}) {
  const statements: string[] = [];
  const onStatement = (statement: string) => void statements.push(statement);
  const database = await createTestDatabase({ onStatement });
  const env = parseEnv({ BETTER_AUTH_SECRET: testSecret, AUTH_RATE_LIMIT: 'off', ...variables });
  const failures: object[] = [];
  const log = { error: (details: object) => void failures.push(details) };
  const { db, directUrl, reconnect } = database;
  const revocations = await createRevocations({ db, directUrl, log });
  const tokens = createTokens({ env, secret: testSecret, db, revocations });
  const attempts = createAttempts({ db, secret: testSecret, enabled: env.AUTH_RATE_LIMIT });
  const services = { env, db, revocations, tokens, attempts, log, reconnect };
  const auth = createAuth({ ...services, secret: testSecret });

  return {
    ...database,
    env,
    auth,
    tokens,
    attempts,
    revocations,
    failures,
    statements,
    call,
    logIn,
    signUp,
    signIn,
    close,
  };

  function call(path: string, { method = 'GET', body, headers }: CallOptions = {}) {
    const init: RequestInit = { method, headers: new Headers(headers) };
    if (body !== undefined) {
      init.body = typeof body === 'string' ? body : JSON.stringify(body);
      (init.headers as Headers).set('content-type', 'application/json');
    }
    return auth.handler(new Request(`${env.BETTER_AUTH_URL}/api/auth${path}`, init));
  }

  function signUp(email: string): Promise<SignedIn> {
    return logIn('/sign-up/email', { email, password, name: 'Test' });
  }

  function signIn(email: string): Promise<SignedIn> {
    return logIn('/sign-in/email', { email, password });
  }

  async function logIn(path: string, body: object): Promise<SignedIn> {
    const response = await call(path, { method: 'POST', body });
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    const { token, user } = (await response.json()) as Omit<SignedIn, 'cookie'>;
    const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    return { token, user, cookie: cookie.join('; ') };
  }

  async function close(): Promise<void> {
    await revocations.close();
    await database.close();
  }
}
