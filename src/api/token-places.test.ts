import { decodeJwt } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '@/testing/app';
import { bearer, clients } from '@/testing/clients';
import { signInAgain } from '@/testing/devices';
import { createTestServer } from '@/testing/http';
import { logOut } from '@/testing/sessions';

const CHALLENGE = 'Bearer realm="tasks"';
const DAYS = 86_400;

// Here, because the tables are made of the tokens.
const server = await createTestServer();
const ann = await server.signUp('Ann');
const session = await signInAgain(server, ann);
afterAll(() => server.close());

const listing = { procedure: 'tasks.list', input: { user_id: ann.id } };
const invalid = { detail: 'Invalid or expired token' };
const missing = { detail: 'Missing Authorization header: expected Bearer token' };

describe.each(Object.entries(clients))('%s', (_, client) => {
  test.each(['Bearer', 'bearer', 'BEARER', 'bEaReR', 'Bearer  '])(
    'a good token is accepted after %j',
    async (scheme) => {
      const headers = { authorization: `${scheme} ${ann.token}` };
      expect(await client(server, { ...listing, headers })).toMatchObject({ status: 200 });
    },
  );

  test.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['an empty header', { authorization: '' }],
    ['the scheme alone', { authorization: 'Bearer' }],
    ['the scheme and a space', { authorization: 'Bearer ' }],
    ['the token alone', { authorization: ann.token }],
    ['no space after the scheme', { authorization: `Bearer${ann.token}` }],
    ['a tab after the scheme', { authorization: `Bearer\t${ann.token}` }],
    ['a colon after the scheme', { authorization: `Bearer: ${ann.token}` }],
    ['an equals sign after the scheme', { authorization: `Bearer=${ann.token}` }],
    ['quotation marks around all', { authorization: `"Bearer ${ann.token}"` }],
    ['a comma before the scheme', { authorization: `, Bearer ${ann.token}` }],
    ['another scheme first', { authorization: `Basic eDp5, Bearer ${ann.token}` }],
    ['another scheme', { authorization: `Token ${ann.token}` }],
    ['the scheme of bound tokens', { authorization: `DPoP ${ann.token}` }],
    ['a scheme that ends like ours', { authorization: `XBearer ${ann.token}` }],
    ['the password as Basic', { authorization: `Basic ${btoa(`${ann.email}:${PASSWORD}`)}` }],
    ['the token as Basic', { authorization: `Basic ${ann.token}` }],
    ['the token as a password', { authorization: `Basic ${btoa(`x:${ann.token}`)}` }],
    ['the cookie of a session', { cookie: session.cookie }],
    ['the token as a cookie', { cookie: `token=${ann.token}; authorization=Bearer ${ann.token}` }],
    ['a header of another name', { 'x-access-token': ann.token, 'set-auth-jwt': ann.token }],
    ['a header of a proxy', { 'x-forwarded-authorization': `Bearer ${ann.token}` }],
    ['the header for proxies', { 'proxy-authorization': `Bearer ${ann.token}` }],
    ['the protocol of a socket', { 'sec-websocket-protocol': `bearer, ${ann.token}` }],
  ])('as without a token: %s', async (__, headers) => {
    const answer = await client(server, { ...listing, headers });
    expect(answer).toMatchObject({ status: 401, problem: missing });
    expect(answer?.headers.get('www-authenticate')).toBe(CHALLENGE);
  });

  test('after sign-out the tokens of that session are refused, and those of no other', async () => {
    const [one, other] = [await signInAgain(server, ann), await signInAgain(server, ann)];
    await logOut(server, one.token);
    const refused = await client(server, { ...listing, headers: bearer(one.token) });
    expect(refused).toMatchObject({ status: 401, problem: invalid });
    for (const { token } of [other, session, ann]) {
      const accepted = await client(server, { ...listing, headers: bearer(token) });
      expect(accepted).toMatchObject({ status: 200, value: [] });
    }
  });
});

describe('over HTTP', () => {
  const path = `/api/${ann.id}/tasks`;

  test.each([
    ['two good tokens', [`Bearer ${ann.token}`, `Bearer ${session.token}`]],
    ['the same token twice', [`Bearer ${ann.token}`, `Bearer ${ann.token}`]],
    ['a good token and a bad one', [`Bearer ${ann.token}`, 'Bearer x']],
    ['a bad token and a good one', ['Bearer x', `Bearer ${ann.token}`]],
    ['a token and a password', [`Bearer ${ann.token}`, 'Basic eDp5']],
  ])('two headers are refused: %s', async (_, authorization) => {
    const { status, json } = await server.send('GET', path, { headers: { authorization } });
    expect({ status, json }).toMatchObject({ status: 401, json: invalid });
  });

  test.each([
    ['the query', `${path}?access_token=${ann.token}&token=${ann.token}`, { title: 'x' }],
    ['the body', path, { title: 'x', access_token: ann.token, token: ann.token }],
    ['the path', `/api/${encodeURIComponent(ann.token)}/tasks`, { title: 'x' }],
    ['the query over RPC', `/api/trpc/tasks.create?access_token=${ann.token}`, { title: 'x' }],
    ['the parameters of a connection', connectionPath(), { title: 'x' }],
    ['the body over RPC', '/api/trpc/tasks.create', { title: 'x', access_token: ann.token }],
  ])('as without a token: a token in %s', async (_, target, body) => {
    const json = { user_id: ann.id, ...body };
    const { status, headers } = await server.send('POST', target, { json, undescribed: true });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe(CHALLENGE);
  });
});

test('a token lives for seven days unless configured otherwise', () => {
  const { iat = 0, exp = 0 } = decodeJwt(ann.token);
  expect(exp - iat).toBeLessThanOrEqual(7 * DAYS);
  // It ends with its session, which began a moment earlier.
  expect(exp - iat).toBeGreaterThan(7 * DAYS - 60);
});

function connectionPath(): string {
  const parameters = JSON.stringify({ authorization: `Bearer ${ann.token}`, token: ann.token });
  return `/api/trpc/tasks.create?connectionParams=${encodeURIComponent(parameters)}`;
}
