import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JSONWebKeySet,
} from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AuthServer, startAuthServer, testSecret } from '@/testing/auth-server';
import { createPublishedKeys, publishKeys } from '@/testing/bad-token-pairs';
import { forge } from '@/testing/forge';
import { createTokens } from './tokens';

test('with HS256 there are no public keys', async () => {
  const server = await startAuthServer();
  const response = await server.call('/jwks');
  expect(response.status).toBe(404);
  expect(response.headers.get('cache-control')).toBe('no-store');
  await server.close();
});

describe('with EdDSA', () => {
  let server: AuthServer;
  beforeEach(async () => {
    server = await startAuthServer({ JWT_ALGORITHM: 'EdDSA' });
  });
  afterEach(() => server.close());

  test('anybody verifies a token with the published keys, which may be cached', async () => {
    const { token, user } = await server.signUp('ann@example.com');
    const response = await server.call('/jwks');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const keys = (await response.json()) as JSONWebKeySet;
    const issuer = server.env.BETTER_AUTH_URL;
    const rules = { issuer, audience: issuer, algorithms: ['EdDSA'] };
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), rules);
    expect(payload.sub).toBe(user.id);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });

  test('tokens that are first at the same moment make one key', async () => {
    const { cookie } = await server.signUp('ann@example.com');
    await server.sql`delete from jwks`;
    const renew = async () => {
      const response = await server.call('/token', { headers: { cookie } });
      return kidOf(((await response.json()) as { token: string }).token);
    };
    const kids = await Promise.all(Array.from({ length: 8 }, renew));
    expect(new Set(kids).size).toBe(1);
    expect(await server.sql`select from jwks`).toHaveLength(1);
  });

  test('after a rotation new tokens have a new key, and old ones are good as long as they live', async () => {
    const old = await server.signUp('old@example.com');
    expect(await server.tokens.verify(old.token)).toMatchObject({ ok: true });
    await server.sql`update jwks set expires_at = now() - interval '7 days'`;
    const renewed = await server.signIn('old@example.com');

    expect(kidOf(renewed.token)).not.toBe(kidOf(old.token));
    const published = (await (await server.call('/jwks')).json()) as JSONWebKeySet;
    expect(published.keys.map(({ kid }) => kid).toSorted()).toEqual(
      [kidOf(old.token), kidOf(renewed.token)].toSorted(),
    );
    for (const { token } of [old, renewed]) {
      expect(await server.tokens.verify(token)).toMatchObject({ ok: true });
      expect(await elsewhere().verify(token)).toMatchObject({ ok: true });
    }
  });

  test('a key that can have signed nothing that lives is neither published nor accepted', async () => {
    const { token } = await server.signUp('late@example.com');
    await server.sql`update jwks set expires_at = now() - interval '8 days'`;
    expect(await elsewhere().verify(token)).toEqual({ ok: false, reason: 'invalid' });
    const published = await (await server.call('/jwks')).text();
    expect(published).not.toContain(kidOf(token));
  });

  test('strangers who make up key ids cause one query for all of them', async () => {
    const { token } = await server.signUp('ann@example.com');
    const { verify } = elsewhere();
    await verify(token);
    server.statements.length = 0;
    const made = Array.from({ length: 50 }, (_, n) =>
      verify(forge({ alg: 'EdDSA', kid: `made-up-${n}` }, decodeJwt(token), 'x')),
    );
    for (const verdict of await Promise.all(made)) {
      expect(verdict).toEqual({ ok: false, reason: 'invalid' });
    }
    expect(server.statements.filter((statement) => /jwks/.test(statement))).toHaveLength(1);
  });

  test('strangers who come one after another are refused without a long wait', async () => {
    const { token } = await server.signUp('ann@example.com');
    const { verify } = elsewhere();
    const startedAt = performance.now();
    for (let n = 0; n < 15; n += 1) {
      await verify(forge({ alg: 'EdDSA', kid: `made-up-${n}` }, decodeJwt(token), 'x'));
    }
    expect(performance.now() - startedAt).toBeLessThan(12_000);
  });

  test('a key of another kind does not keep the others from being read', async () => {
    const { token } = await server.signUp('ann@example.com');
    await publishKeys(server.db, createPublishedKeys());
    expect(await elsewhere().verify(token)).toMatchObject({ ok: true });
  });

  /** Another process on the same database. */
  function elsewhere() {
    const { env, db, revocations } = server;
    return createTokens({ env, secret: testSecret, db, revocations });
  }
});

function kidOf(token: string): string {
  return String(decodeProtectedHeader(token).kid);
}
