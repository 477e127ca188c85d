import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '@/testing/answers';
import { createTestApp, type Person, TEST_SECRET } from '@/testing/app';
import { createPublishedKeys, publishKeys } from '@/testing/bad-token-pairs';
import { ALGORITHMS, badTokenContext, badTokens, twins } from '@/testing/bad-tokens';
import { booksOf } from '@/testing/books';
import { bearer, callRest, callRpcBatch, clients, says } from '@/testing/clients';
import { startDecoy } from '@/testing/decoy';
import { signInAgain } from '@/testing/devices';
import { logOut } from '@/testing/sessions';
import { routes } from './routes';

// Here, because the tables are made of the tokens.
const keys = createPublishedKeys();
const decoy = await startDecoy();
const modes = await Promise.all(ALGORITHMS.map(startMode));
afterAll(async () => {
  await Promise.all([...modes.map(({ app }) => app.close()), decoy.close()]);
});

describe.each(modes)('with $algorithm', ({ app, ann, ended, bad, good }) => {
  const guarded = guardedCalls(ann);
  const creation = { procedure: 'tasks.create', input: { user_id: ann.id, title: 'x' } };

  test('the tables of bad tokens and of procedures that need a good one are long', () => {
    expect(bad.length).toBeGreaterThan(400);
    expect(guarded.length).toBeGreaterThanOrEqual(10);
  });

  describe.each(Object.entries(clients))('%s', (way, client) => {
    const calls = guarded.filter(({ procedure }) => says(way, procedure));
    const refusals = new Map<string, unknown>();

    // At once, as those with unknown key ids wait for one another.
    beforeAll(async () => {
      await Promise.all(
        bad.map(async ({ name, token }) => {
          const answer = await client(app, { ...creation, headers: bearer(token) });
          refusals.set(name, summary(answer));
        }),
      );
    });

    test.each(bad)('refused: $name', ({ name, reason }) => {
      expect(refusals.get(name)).toEqual(refusal(reason));
    });

    test.each([
      ['expired', bad.find(({ reason }) => reason === 'expired')?.token ?? ''],
      ['revoked', ended.token],
      ['invalid', `${ann.token}x`],
    ] as const)('every procedure refuses a token that is %s', async (reason, token) => {
      const headers = bearer(token);
      const answers = await Promise.all(calls.map((call) => client(app, { ...call, headers })));
      expect(answers.map(summary)).toEqual(calls.map(() => refusal(reason)));
    });

    test('none of them has changed anything', async () => {
      expect(await booksOf(app, ann.id)).toEqual({ tasks: [], revisions: [] });
    });
  });

  test.each(good)('accepted, as this is not so: $name', async ({ token }) => {
    const input = { user_id: decodeJwt(token).sub };
    const answer = await callRest(app, { procedure: 'tasks.list', input, headers: bearer(token) });
    expect(answer).toMatchObject({ status: 200, value: [] });
  });

  test('every call of a batch is refused with the token', async () => {
    const call = { ...creation, headers: bearer(ended.token) };
    const answers = await callRpcBatch(app, [call, call]);
    expect(answers.map(summary)).toEqual([refusal('revoked'), refusal('revoked')]);
  });

  test('no address in a token was asked for a key', () => {
    expect(decoy.requests).toEqual([]);
  });
});

/** An API with this `JWT_ALGORITHM`, and good and bad tokens for it. */
async function startMode(algorithm: (typeof ALGORITHMS)[number]) {
  const app = await createTestApp({ JWT_ALGORITHM: algorithm });
  await publishKeys(app.services.db, keys);
  const ann = await app.signUp('Ann');
  const [session, ended] = [await signInAgain(app, ann), await signInAgain(app, ann)];
  await logOut(app, ended.token);
  const context = badTokenContext(algorithm, {
    secret: TEST_SECRET,
    token: ann.token,
    keys,
    endedSid: String(decodeJwt(ended.token).sid),
    sessionCookie: session.cookie.replace(/^.*?=/, ''),
    decoy: decoy.url,
  });
  return { algorithm, app, ann, ended, bad: badTokens(context), good: twins(context) };
}

/** A call of every procedure that needs a token; only the creation would change anything. */
function guardedCalls(ann: Person) {
  return routes
    .filter(({ meta }) => meta.openapi.protect)
    .map(({ name, path, takesBody }) => ({
      procedure: name,
      input: {
        user_id: ann.id,
        ...(path.includes('{id}') && { id: name === 'sessions.end' ? 'none' : 9e15 }),
        ...(takesBody && { title: 'x', operations: [] }),
      },
    }));
}

function summary(answer: Answer | undefined) {
  return {
    status: answer?.status,
    detail: answer?.problem?.detail,
    challenge: answer?.headers.get('www-authenticate'),
  };
}

const DESCRIPTIONS = {
  expired: 'the token expired',
  revoked: 'the session was ended',
  invalid: 'the token is not valid',
};

function refusal(reason: keyof typeof DESCRIPTIONS = 'invalid') {
  const description = `error_description="${DESCRIPTIONS[reason]}"`;
  const challenge = `Bearer realm="tasks", error="invalid_token", ${description}`;
  return { status: 401, detail: 'Invalid or expired token', challenge };
}
