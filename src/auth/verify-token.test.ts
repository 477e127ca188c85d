import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { decodeJwt } from 'jose';
import { type AuthServer, startAuthServer, testSecret } from '@/testing/auth-server';
import { forge, HEADER } from '@/testing/forge';

const program = path.join(import.meta.dirname, 'verify_token.py');

let server: AuthServer;
let token: string;
beforeAll(async () => {
  server = await startAuthServer();
  ({ token } = await server.signUp('ann@example.com'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  return server.close();
});

test('a service in Python verifies a token with the shared secret alone', () => {
  const { status, stdout } = verify({ arguments: [token] });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual(decodeJwt(token));
});

test('it takes the token from standard input too', () => {
  expect(verify({ input: `${token}\n` })).toMatchObject({ status: 0 });
});

test('it refuses what it should', () => {
  const claims = decodeJwt(token);
  const bad = [
    `${token}x`,
    token.replace(
      /\.[^.]*\./,
      `.${Buffer.from('{"sub":"another","exp":9999999999}').toString('base64url')}.`,
    ),
    forge(HEADER, { ...claims, exp: 1 }, testSecret),
    forge(HEADER, { ...claims, exp: undefined }, testSecret),
    forge({ alg: 'HS512' }, claims, testSecret),
    forge({ alg: 'none' }, claims, testSecret).replace(/[^.]*$/, ''),
    forge({ ...HEADER, crit: ['mfa'], mfa: true }, claims, testSecret),
    forge(HEADER, claims, ''),
    forge([], claims, testSecret),
    'undefined',
  ];
  for (const given of bad) {
    expect(verify({ arguments: [given] })).toMatchObject({ status: 1, stdout: '' });
  }
  expect(verify({ arguments: [token], secret: `${testSecret}!` })).toMatchObject({ status: 1 });
});

function verify(given: { arguments?: string[]; input?: string; secret?: string }) {
  vi.stubEnv('BETTER_AUTH_SECRET', given.secret ?? testSecret);
  return spawnSync('python3', [program, ...(given.arguments ?? [])], {
    encoding: 'utf8',
    input: given.input,
  });
}
