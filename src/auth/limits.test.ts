import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { purgeAttempts } from '@/db/purge';
import { type AuthServer, password, startAuthServer } from '@/testing/auth-server';

const GUESSES = 10;
const REQUESTS = 20;
const WRONG = 'a wrong password';
/** Longer than any; it is refused without the work of a hash. */
const TOO_LONG = 'x'.repeat(129);

let server: AuthServer;
/** The last address that was given out. */
let addresses = 0;

beforeAll(async () => {
  server = await startAuthServer({ AUTH_RATE_LIMIT: 'on' });
});
afterAll(() => server.close());

describe('of an account', () => {
  test('exactly ten of many guesses at once are judged, wherever they come from', async () => {
    const email = newEmail();
    const guesses = Array.from({ length: 15 }, () => guess(email.toUpperCase()));
    const answers = await Promise.all([guess(email), ...guesses]);
    expect(countOf(answers, 400)).toBe(GUESSES);
    for (const { status, headers } of answers) if (status === 429) expectSeconds(headers, 900);
  });

  test('who has none is answered like who has one', async () => {
    const known = newEmail();
    await signUp(known);
    for (const email of [known, newEmail()]) {
      await Promise.all(Array.from({ length: GUESSES - 1 }, () => guess(email)));
      const [last, refused] = [await guess(email, WRONG), await guess(email, WRONG)];
      expect([last.status, refused.status]).toEqual([401, 429]);
      expect(await last.json()).toEqual({
        code: 'INVALID_EMAIL_OR_PASSWORD',
        message: 'Invalid email or password',
      });
      expect(await refused.json()).toEqual({
        message: 'Too many requests. Please try again later.',
      });
    }
  });

  test('the right password is refused past the limit, until the window is over', async () => {
    const email = newEmail();
    await signUp(email);
    await exhaust(email);
    expect((await guess(email, password)).status).toBe(429);
    await server.sql`update attempts set until = now()`;
    await expect.poll(() => statusOf(email, password)).toBe(200);
  });

  test('the right password takes the count back', async () => {
    const email = newEmail();
    await signUp(email);
    for (let round = 0; round < 2; round += 1) {
      const wrong = Array.from({ length: GUESSES - 1 }, () => guess(email));
      expect(countOf(await Promise.all(wrong), 400)).toBe(GUESSES - 1);
      expect((await guess(email, password)).status).toBe(200);
    }
  });

  test('strangers cannot lock out who is signed in at an address', async () => {
    const email = newEmail();
    const address = newAddress();
    await signUp(email, address);
    await exhaust(email);
    expect((await guess(email, password, address)).status).toBe(200);
  });

  test.each([
    [
      'has expired',
      (id: string) => server.sql`
      update session set expires_at = now() where user_id = ${id}`,
    ],
    ['has ended', (id: string) => server.sql`delete from session where user_id = ${id}`],
  ])('who was signed in at an address is a stranger when the session %s', async (_, end) => {
    const email = newEmail();
    const address = newAddress();
    const { user } = (await (await signUp(email, address)).json()) as { user: { id: string } };
    await end(user.id);
    await exhaust(email);
    expect((await guess(email, password, address)).status).toBe(429);
  });

  test('at the address of a session guesses are counted as well', async () => {
    const email = newEmail();
    const address = newAddress();
    await signUp(email, address);
    const guesses = Array.from({ length: GUESSES + 1 }, () => guess(email, TOO_LONG, address));
    expect(countOf(await Promise.all(guesses), 400)).toBe(GUESSES);
  });

  test('signing up again with an e-mail that is known counts as a guess', async () => {
    const email = newEmail();
    await signUp(email);
    const again = Array.from({ length: GUESSES }, () => signUp(email));
    expect(countOf(await Promise.all(again), 422)).toBe(GUESSES);
    expect((await signUp(email)).status).toBe(429);
    expect((await guess(email, password)).status).toBe(429);
  });
});

describe('of an address', () => {
  test('exactly twenty of many attempts at once are let through', async () => {
    const address = newAddress();
    const attempts = Array.from({ length: REQUESTS + 5 }, () =>
      guess(newEmail(), TOO_LONG, address),
    );
    const answers = await Promise.all(attempts);
    expect(countOf(answers, 400)).toBe(REQUESTS);
    for (const { status, headers } of answers) {
      if (status === 429) expectSeconds(headers, 60);
    }
    expect((await guess(newEmail())).status).toBe(400);
  });

  test('signing in and up are counted together, and paths that lead nowhere are too', async () => {
    const address = newAddress();
    const headers = { 'x-client-ip': address };
    const nowhere = Array.from({ length: 5 }, (_, index) =>
      server.call(`/nowhere-${index}`, { headers }),
    );
    expect(countOf(await Promise.all(nowhere), 404)).toBe(5);
    const before = await server.sql`select from attempts`;
    await server.call('/nowhere', { headers });
    expect(await server.sql`select from attempts`).toHaveLength(before.length);

    const attempts = Array.from({ length: REQUESTS }, () => signUp(newEmail(), address, TOO_LONG));
    expect(countOf(await Promise.all(attempts), 400)).toBe(REQUESTS);
    expect((await guess(newEmail(), TOO_LONG, address)).status).toBe(429);
  });

  test('an IPv6 network counts as one, whatever is written', async () => {
    const attempts = Array.from({ length: REQUESTS + 5 }, (_, index) =>
      guess(newEmail(), TOO_LONG, `2001:DB8:0:7::${index.toString(16)}`),
    );
    expect(countOf(await Promise.all(attempts), 400)).toBe(REQUESTS);
    expect((await guess(newEmail(), TOO_LONG, '2001:db8:0:8::1')).status).toBe(400);
  });
});

test('signing in and up has a limit of its own, and no path has another that is not ours', async () => {
  const headers = { 'x-client-ip': newAddress() };
  for (const path of ['/sign-in/social', '/change-email', '/request-password-reset']) {
    const calls = Array.from({ length: 5 }, () => server.call(path, { method: 'POST', headers }));
    expect(countOf(await Promise.all(calls), 429)).toBe(0);
  }
});

test('what is kept tells neither e-mails nor addresses', async () => {
  const address = '198.51.100.77';
  await guess('told@example.com', TOO_LONG, address);
  const kept = JSON.stringify(await server.sql`select * from attempts`);
  expect(kept).not.toContain('told');
  expect(kept).not.toContain(address);
});

test('what is past its time is forgotten', async () => {
  const email = newEmail();
  await exhaust(email);
  const rows =
    await server.sql`update attempts set until = now() + interval '1 hour' returning key`;
  expect(await purgeAttempts(server.db)).toBe(0);
  await server.sql`update attempts set until = now() - interval '1 second'`;
  expect(await purgeAttempts(server.db, { batch: 2 })).toBe(rows.length);
  await expect.poll(() => statusOf(email)).toBe(400);
});

test('all of it can be off', async () => {
  const unlimited = await startAuthServer();
  const body = { email: newEmail(), password: TOO_LONG };
  const attempts = Array.from({ length: REQUESTS + 1 }, () =>
    unlimited.call('/sign-in/email', { method: 'POST', body }),
  );
  expect(countOf(await Promise.all(attempts), 400)).toBe(REQUESTS + 1);
  expect(await unlimited.sql`select from attempts`).toEqual([]);
  await unlimited.close();
});

/** A sign-in, from an address of its own unless one is given. */
function guess(email: string, guessed = TOO_LONG, address = newAddress()) {
  return server.call('/sign-in/email', {
    method: 'POST',
    headers: { 'x-client-ip': address },
    body: { email, password: guessed },
  });
}

async function statusOf(email: string, guessed?: string): Promise<number> {
  return (await guess(email, guessed)).status;
}

function signUp(email: string, address = newAddress(), chosen = password) {
  return server.call('/sign-up/email', {
    method: 'POST',
    headers: { 'x-client-ip': address },
    body: { email, password: chosen, name: 'Test' },
  });
}

/** Uses up the guesses that strangers have. */
async function exhaust(email: string) {
  const answers = await Promise.all(Array.from({ length: GUESSES + 1 }, () => guess(email)));
  expect(countOf(answers, 400)).toBe(GUESSES);
}

function expectSeconds(headers: Headers, most: number): void {
  const seconds = Number(headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(most);
}

function countOf(answers: Response[], status: number): number {
  return answers.filter((answer) => answer.status === status).length;
}

function newEmail(): string {
  return `${crypto.randomUUID()}@example.com`;
}

function newAddress(): string {
  addresses += 1;
  return `10.0.${addresses >> 8}.${addresses & 255}`;
}
