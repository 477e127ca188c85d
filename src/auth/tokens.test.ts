import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthServer, startAuthServer, testSecret } from '@/testing/auth-server';
import { createPublishedKeys, publishKeys } from '@/testing/bad-token-pairs';
import { ALGORITHMS, badTokenContext, badTokens, twins } from '@/testing/bad-tokens';
import { startDecoy } from '@/testing/decoy';
import { forge, HEADER, type Json } from '@/testing/forge';
import { deriveKey } from './secret';

const DAY = 86_400;
const issuer = 'http://localhost:3000';
const now = Math.floor(Date.now() / 1_000);
const claims = {
  sub: 'w2PYO9wq2FGP2fR1',
  email: 'ann@example.com',
  sid: 'here',
  jti: 'one',
  iat: now,
  exp: now + 7 * DAY,
  iss: issuer,
  aud: issuer,
};
const token = tokenWith({});

const keys = createPublishedKeys();
const decoy = await startDecoy();

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(async () => {
  await server.close();
  await decoy.close();
});

test('a good token gives its claims', async () => {
  expect(await server.tokens.verify(token)).toEqual({
    ok: true,
    claims: { userId: claims.sub, sid: 'here', expiresAt: now + 7 * DAY },
  });
});

describe.each(ALGORITHMS)('with %s', (JWT_ALGORITHM) => {
  const context = badTokenContext(JWT_ALGORITHM, {
    token,
    secret: testSecret,
    keys,
    endedSid: 'ended',
    sessionCookie: encodeURIComponent(forgeCookie('some-session-token')),
    decoy: decoy.url,
  });
  const table = badTokens(context);
  const good = twins(context);
  const verdicts = new Map<string, unknown>();
  let service: AuthServer;
  beforeAll(async () => {
    service = await startAuthServer({ JWT_ALGORITHM });
    await publishKeys(service.db, keys);
    service.revocations.add('ended', now + 7 * DAY);
    // At once, as those with unknown key ids wait for one another.
    await Promise.all(
      [...table, ...good].map(async (one) => {
        verdicts.set(one.token, await service.tokens.verify(one.token).catch(String));
      }),
    );
  });
  afterAll(() => service.close());

  test('the table has many kinds of bad tokens, none of them twice', () => {
    expect(table.length).toBeGreaterThan(400);
    expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
    expect(new Set(table.map((bad) => bad.token)).size).toBe(table.length);
  });

  test.each(table)('refused: $name', (bad) => {
    expect(verdicts.get(bad.token)).toEqual({ ok: false, reason: bad.reason ?? 'invalid' });
  });

  test.each(good)('accepted, as this is not so: $name', (twin) => {
    expect(verdicts.get(twin.token)).toMatchObject({ ok: true });
  });

  test('none of them opens a session of Better Auth', async () => {
    const answers = await Promise.all(
      table.map(async ({ token: bad }) => {
        const headers = { authorization: `Bearer ${bad}` };
        return (await service.call('/get-session', { headers })).text();
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['null']));
  });

  test('no address in a token was asked for a key', () => {
    expect(decoy.requests).toEqual([]);
  });
});

describe('is refused', () => {
  test.each([
    ['nothing', ''],
    ['a space', ' '],
    ['a newline after', `${token}\n`],
    ['a newline before', `\n${token}`],
    ['a space before', ` ${token}`],
    ['a tab after', `${token}\t`],
    ['NUL after', `${token}\0`],
    ['NUL inside', token.replace('.', '.\0')],
    ['a letter of another alphabet', `${token}\u0430`],
    ['a full stop of another alphabet', token.replace('.', '\uff0e')],
    ['a letter that is as wide as two', `${token}\uff21`],
    ['a megabyte', 'x'.repeat(1_048_576)],
    ['a million dots', '.'.repeat(1_000_000)],
  ])('what a header could not carry: %s', async (_, bad) => {
    expect(await server.tokens.verify(bad)).toEqual({ ok: false, reason: 'invalid' });
  });

  test('a good token with any one character changed, left out or added', async () => {
    const place = fc.integer({ min: 0, max: token.length - 1 });
    const letter = fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ',
    );
    const width = fc.constantFrom(0, 1);
    await fc.assert(
      fc.asyncProperty(place, width, fc.option(letter, { nil: '' }), async (at, cut, put) => {
        const changed = token.slice(0, at) + put + token.slice(at + cut);
        fc.pre(changed !== token);
        expect(await server.tokens.verify(changed)).toEqual({ ok: false, reason: 'invalid' });
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each<[string, Json]>([
  ['several audiences, ours among them', { aud: ['https://elsewhere.example', issuer] }],
  ['fractions of a second', { iat: now - 0.5, exp: now + 3_600.5 }],
  ['a clock that is a little ahead', { iat: now + 3, nbf: now + 3, exp: now + 3_600 }],
  ['nbf in the past', { nbf: 0 }],
  ['an id of 255 characters outside the basic plane', { sub: '😀'.repeat(255) }],
  ['an id of one character', { sub: '7' }],
  ['claims we do not know', { user_id: 'another', role: 'admin' }],
  ['e-mail and token id of another type', { email: 7, jti: ['x'] }],
])('a token with %s is accepted', async (_, change) => {
  expect(await server.tokens.verify(tokenWith(change))).toMatchObject({ ok: true });
});

test.each([{ alg: 'HS256' }, { alg: 'HS256', typ: 'jwt' }, { ...HEADER, kid: '../../etc/passwd' }])(
  'the header %j is accepted, as the key is ours in any case',
  async (header) => {
    const good = forge(header, claims, testSecret);
    expect(await server.tokens.verify(good)).toMatchObject({ ok: true });
  },
);

test('the user is the subject, whatever other names say', async () => {
  const good = tokenWith({ user_id: 'another', userId: 'another', id: 'another' });
  expect(await server.tokens.verify(good)).toMatchObject({ claims: { userId: claims.sub } });
});

test('a token that was accepted is refused as soon as its session ends', async () => {
  const once = tokenWith({ sid: 'soon' });
  expect(await server.tokens.verify(once)).toMatchObject({ ok: true });
  server.revocations.add('soon', now + DAY);
  expect(await server.tokens.verify(once)).toEqual({ ok: false, reason: 'revoked' });
});

test('a token that was accepted is refused from the moment it expires', async () => {
  const exp = Date.now() / 1_000 + 0.4;
  const brief = tokenWith({ exp });
  expect(await server.tokens.verify(brief)).toMatchObject({ ok: true });
  await expect
    .poll(() => server.tokens.verify(brief), { interval: 20 })
    .toEqual({ ok: false, reason: 'expired' });
  expect(Date.now() / 1_000).toBeGreaterThanOrEqual(exp);
});

function tokenWith(change: Json): string {
  return forge(HEADER, { ...claims, ...change }, testSecret);
}

function forgeCookie(value: string): string {
  const key = deriveKey(testSecret, 'tandem better-auth v1');
  return `${value}.${createHmac('sha256', key).update(value).digest('base64')}`;
}
