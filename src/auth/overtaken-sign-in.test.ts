import { hashPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCredentials } from '@/db/account';
import { type AuthServer, password, startAuthServer } from '@/testing/auth-server';
import { connectOnce } from '@/testing/connect-once';
import { changePassword, deleteAccount } from './account';

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
  await server.sql`
    create function wait() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(7); return new; end $$`;
  await server.sql`
    create trigger wait before insert on session for each row execute function wait()`;
});
afterAll(() => server.close());

test('a sign-in with the old password does not outlive the change of it', async () => {
  const { user } = await server.signUp('changed@example.com');
  const status = await signInDuring(user, async () => {
    const credentials = await findCredentials(server.db, user.id);
    const who = { userId: user.id, sid: 'none' };
    expect(await changePassword(server, who, credentials!, 'the next one')).toBe(true);
  });
  expect(status).toBe(401);
  expect(await sessionsOf(user.id)).toHaveLength(0);
});

test('nor when the change is not yet committed when the session begins', async () => {
  const { user } = await server.signUp('uncommitted@example.com');
  const hash = await hashPassword('the next one');
  const signIn = await server.sql.begin(async (sql) => {
    await sql`update account set password = ${hash}, updated_at = now() where user_id = ${user.id}`;
    await sql`delete from session where user_id = ${user.id}`;
    const answer = attempt(user.email);
    await expect.poll(() => waitersFor('transactionid')).toBe(1);
    return { answer };
  });
  expect((await signIn.answer).status).toBe(401);
  expect(await sessionsOf(user.id)).toHaveLength(0);
});

test('a sign-in just after the change is judged by the new password', async () => {
  const { user } = await server.signUp('after@example.com');
  const credentials = await findCredentials(server.db, user.id);
  const who = { userId: user.id, sid: 'none' };
  await changePassword(server, who, credentials!, 'the next one');
  expect((await attempt(user.email)).status).toBe(401);
  const answer = await attempt(user.email, 'the next one');
  expect([answer.status, answer.headers.has('set-auth-jwt')]).toEqual([200, true]);
});

test('a sign-in to an account that is deleted meanwhile is refused like any other', async () => {
  const { user } = await server.signUp('deleted@example.com');
  const status = await signInDuring(user, async () => {
    const credentials = await findCredentials(server.db, user.id);
    expect(await deleteAccount(server, user.id, credentials!)).toBe(true);
  });
  expect(status).toBe(401);
});

/** The status of a sign-in whose password was found right before something happened, and whose session began after it. */
async function signInDuring({ email }: { email: string }, act: () => Promise<void>) {
  // Past a pooler, as the lock is that of a session.
  const gate = connectOnce(server.directUrl);
  await gate`select pg_advisory_lock(7)`;
  const answer = attempt(email);
  try {
    await expect.poll(() => waitersFor('advisory')).toBe(1);
    await act();
  } finally {
    await gate.end();
  }
  return (await answer).status;
}

function attempt(email: string, given = password) {
  return server.call('/sign-in/email', { method: 'POST', body: { email, password: given } });
}

async function waitersFor(kind: string): Promise<number> {
  const rows = await server.sql`
    select from pg_locks join pg_stat_activity using (pid)
    where locktype = ${kind} and not granted and datname = current_database()`;
  return rows.length;
}

function sessionsOf(userId: string) {
  return server.sql`select id from session where user_id = ${userId}`;
}
