import { decodeJwt } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import type { Answer } from '@/testing/answers';
import { createTestApp, PASSWORD, TEST_SECRET } from '@/testing/app';
import { badTokens } from '@/testing/bad-tokens';
import { booksOf } from '@/testing/books';
import { bearer, callRpcBatch, clients, says, send } from '@/testing/clients';
import { routes } from './routes';

type Headers = Record<string, string>;

const CHALLENGE = 'Bearer realm="tasks"';
const REFUSALS = {
  expired: 'the token expired',
  revoked: 'the session was ended',
  invalid: 'the token is not valid',
};

// Here, because the tables are made of the tokens.
const app = await createTestApp();
const ann = await app.signUp('Ann');
const session = await signIn();
const ended = await signIn();
await signOut(ended.token);
afterAll(() => app.close());

const bad = badTokens({
  secret: TEST_SECRET,
  token: ann.token,
  revokedToken: ended.token,
  sessionCookie: session.cookie.replace(/^.*?=/, ''),
});

/** A call of every procedure that needs a token; only the creation would change anything. */
const guarded = routes
  .filter(({ meta }) => meta.openapi.protect)
  .map(({ name, path, takesBody }) => ({
    procedure: name,
    input: {
      user_id: ann.id,
      ...(path.includes('{id}') && { id: 9e15 }),
      ...(takesBody && { title: 'x', operations: [] }),
    },
  }));

/** Requests without a Bearer token in the one header where it belongs. */
const tokenless: [string, Headers][] = [
  ['no header', {}],
  ['an empty header', { authorization: '' }],
  ['the scheme alone', { authorization: 'Bearer' }],
  ['the token alone', { authorization: ann.token }],
  ['no space after the scheme', { authorization: `Bearer${ann.token}` }],
  ['another scheme', { authorization: `Token ${ann.token}` }],
  ['the password as Basic', { authorization: `Basic ${btoa(`${ann.email}:${PASSWORD}`)}` }],
  ['the token as Basic', { authorization: `Basic ${ann.token}` }],
  ['the cookie of a session', { cookie: session.cookie }],
  ['the token as a cookie', { cookie: `token=${ann.token}; authorization=${ann.token}` }],
  ['a header of another name', { 'x-access-token': ann.token, 'set-auth-jwt': ann.token }],
  ['the header for proxies', { 'proxy-authorization': `Bearer ${ann.token}` }],
];

test('the tables of bad tokens and of procedures that need a good one are long', () => {
  expect(bad.length).toBeGreaterThan(100);
  expect(guarded.length).toBeGreaterThanOrEqual(10);
});

describe.each(Object.entries(clients))('%s', (way, client) => {
  const calls = guarded.filter(({ procedure }) => says(way, procedure));
  const summaries = async (headers: Headers) => {
    const answers = await Promise.all(calls.map((call) => client(app, { ...call, headers })));
    return answers.map(summary);
  };

  test.each(['Bearer', 'bearer', 'BEARER', 'bEaReR', 'Bearer  '])(
    'a good token is accepted after %j',
    async (scheme) => {
      const headers = { authorization: `${scheme} ${ann.token}` };
      expect(await client(app, listing(headers))).toMatchObject({ status: 200, value: [] });
    },
  );

  test.each(bad)('refused: $name', async ({ token, reason }) => {
    expect(await summaries(bearer(token))).toEqual(calls.map(() => refusal(reason)));
    expect(await booksOf(app, ann.id)).toEqual({ tasks: [], revisions: [] });
  });

  test('refused: two headers', async () => {
    const authorization = `Bearer ${ann.token}, Bearer ${session.token}`;
    expect(await summaries({ authorization })).toEqual(calls.map(() => refusal()));
  });

  test.each(tokenless)('as without a token: %s', async (__, headers) => {
    expect(await summaries(headers)).toEqual(calls.map(missing));
    expect(await booksOf(app, ann.id)).toEqual({ tasks: [], revisions: [] });
  });

  test('after sign-out the tokens of that session are refused, and those of no other', async () => {
    const [one, other] = [await signIn(), await signIn()];
    await signOut(one.token);
    expect(summary(await client(app, listing(bearer(one.token))))).toEqual(refusal('revoked'));
    for (const { token } of [other, session, ann]) {
      expect(await client(app, listing(bearer(token)))).toMatchObject({ status: 200, value: [] });
    }
  });
});

test.each([
  ['the query over REST', `/api/${ann.id}/tasks?access_token=${ann.token}`, { title: 'x' }],
  ['the body over REST', `/api/${ann.id}/tasks`, { title: 'x', access_token: ann.token }],
  ['the query over RPC', `/api/trpc/tasks.create?access_token=${ann.token}`, { title: 'x' }],
  ['the body over RPC', '/api/trpc/tasks.create', { title: 'x', access_token: ann.token }],
])('as without a token: a token in %s', async (_, path, body) => {
  const response = await send(app, 'POST', path, {}, JSON.stringify({ user_id: ann.id, ...body }));
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe(CHALLENGE);
});

test('every call of a batch is refused with the token', async () => {
  const headers = bearer(ended.token);
  const answers = await callRpcBatch(app, [creation(headers), creation(headers)]);
  expect(answers.map(summary)).toEqual([refusal('revoked'), refusal('revoked')]);
});

test('a token lives for seven days unless configured otherwise', () => {
  const { iat = 0, exp } = decodeJwt(ann.token);
  expect(exp).toBe(iat + 7 * 86_400);
});

function creation(headers: Headers) {
  return { procedure: 'tasks.create', input: { user_id: ann.id, title: 'x' }, headers };
}

function listing(headers: Headers) {
  return { procedure: 'tasks.list', input: { user_id: ann.id }, headers };
}

function summary(answer: Answer | undefined) {
  return {
    status: answer?.status,
    detail: answer?.problem?.detail,
    challenge: answer?.headers.get('www-authenticate'),
  };
}

function refusal(reason: keyof typeof REFUSALS = 'invalid') {
  const challenge = `${CHALLENGE}, error="invalid_token", error_description="${REFUSALS[reason]}"`;
  return { status: 401, detail: 'Invalid or expired token', challenge };
}

function missing() {
  const detail = 'Missing Authorization header: expected Bearer token';
  return { status: 401, detail, challenge: CHALLENGE };
}

/** Another session of Ann's. */
async function signIn() {
  const credentials = JSON.stringify({ email: ann.email, password: PASSWORD });
  const response = await send(app, 'POST', '/api/auth/sign-in/email', {}, credentials);
  const { token } = (await response.json()) as { token: string };
  return { token, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

async function signOut(token: string): Promise<void> {
  const response = await send(app, 'POST', '/api/auth/sign-out', bearer(token));
  expect(response.status).toBe(200);
}
