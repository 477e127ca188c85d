import { createEmailVerificationToken } from 'better-auth/api';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AuthServer, type SignedIn, startAuthServer, testSecret } from '@/testing/auth-server';
import { deriveKey } from './secret';

afterEach(() => vi.unstubAllEnvs());

describe.each(['HS256', 'EdDSA'])('with %s', (JWT_ALGORITHM) => {
  let server: AuthServer;
  let ann: SignedIn;
  beforeAll(async () => {
    server = await startAuthServer({ JWT_ALGORITHM });
    ann = await server.signUp('ann@example.com');
  });
  afterAll(() => server.close());

  test('an API token is no e-mail token', async () => {
    await server.call('/sign-out', {
      method: 'POST',
      headers: { authorization: `Bearer ${ann.token}` },
    });
    const response = await server.call(`/verify-email?token=${ann.token}`);
    expect(response.status).toBe(401);
    expect(await server.sql`select from "user" where email_verified`).toHaveLength(0);
  });

  test('an e-mail token is good for its own purpose and no API token', async () => {
    const key = deriveKey(testSecret, 'tandem better-auth v1');
    const token = await createEmailVerificationToken(key, ann.user.email);
    expect(await server.tokens.verify(token)).toEqual({ ok: false, reason: 'invalid' });
    expect((await server.call(`/verify-email?token=${token}`)).status).toBe(200);
  });

  test('a session cookie is no API token', async () => {
    const value = ann.cookie.slice(ann.cookie.indexOf('=') + 1);
    for (const token of [value, decodeURIComponent(value), value.split('.')[0]!]) {
      expect(await server.tokens.verify(token)).toEqual({ ok: false, reason: 'invalid' });
      const headers = { authorization: `Bearer ${token}` };
      expect((await server.call('/token', { headers })).status).toBe(401);
    }
  });
});

test('secrets that Better Auth finds in the environment do not replace the derived key', async () => {
  vi.stubEnv('BETTER_AUTH_SECRET', testSecret);
  vi.stubEnv('BETTER_AUTH_SECRETS', `2:${testSecret}`);
  const server = await startAuthServer();
  await server.signUp('ann@example.com');
  const token = await createEmailVerificationToken(testSecret, 'ann@example.com');
  expect((await server.call(`/verify-email?token=${token}`)).status).toBe(401);
  await server.close();
});
