import { type Handler, createHandler } from '@/api/handler';
import { parseEnv } from '@/env';
import { createLog, createServices, type ServiceOptions, type Services } from '@/services';
import { createTestDatabase } from './database';

export const TEST_SECRET = 'a secret of the tests, 32 characters or more';

/** The whole API over a database of its own, and people who can use it. */
export interface TestApp {
  services: Services;
  handle: Handler;
  /** Of another process on its database, in which its tokens are good. */
  variables: Record<string, string>;
  /** Signs somebody new up. */
  signUp: (name?: string) => Promise<Person>;
  close: () => Promise<void>;
}

/** Somebody with an account and a token. */
export interface Person {
  id: string;
  email: string;
  token: string;
}

/** Starts the API without a port; `overrides` are environment variables. */
export async function createTestApp(
  overrides: Record<string, string> = {},
  { log, telemetry, ...watch }: ServiceOptions = {},
): Promise<TestApp> {
  const database = await createTestDatabase(watch);
  const env = parseEnv({
    BETTER_AUTH_SECRET: TEST_SECRET,
    ...database.variables,
    DATABASE_POOL_MAX: '5',
    AUTH_RATE_LIMIT: 'off',
    API_RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
    ...overrides,
  });
  const services = await createServices(env, {
    log: log ?? createLog(env),
    onStatement: database.onStatement,
    telemetry,
  });
  const handle = createHandler(services);
  const { BETTER_AUTH_URL, BETTER_AUTH_SECRET = TEST_SECRET } = env;
  let people = 0;
  return {
    services,
    handle,
    variables: { ...database.variables, BETTER_AUTH_URL, BETTER_AUTH_SECRET },
    signUp: (name = `Person ${(people += 1)}`) => signUp(handle, BETTER_AUTH_URL, name),
    close: async () => {
      await services.close();
      await database.close();
    },
  };
}

/** A password good enough for everybody in the tests. */
export const PASSWORD = 'correct horse battery staple';

async function signUp(handle: Handler, baseUrl: string, name: string): Promise<Person> {
  const email = `${crypto.randomUUID()}@example.com`;
  const response = await handle(
    new Request(`${baseUrl}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, email, password: PASSWORD }),
    }),
  );
  if (!response.ok) throw new Error(`Sign-up: ${response.status} ${await response.text()}`);
  const { token, user } = (await response.json()) as { token: string; user: { id: string } };
  return { id: user.id, email, token };
}
