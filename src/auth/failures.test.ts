import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { createTestApp } from '@/testing/app';
import { startAuthServer } from '@/testing/auth-server';
import { createTestDatabase } from '@/testing/database';
import { signInAgain } from '@/testing/devices';

test('a return from a log-in elsewhere that never began is no failure of ours', async () => {
  const { call, failures, close } = await startAuthServer();
  onTestFinished(close);
  const { status } = await call('/callback/google?state=none&code=none');
  expect([status, failures]).toEqual([302, []]);
});

test('connections to a server that takes no writes any more are left by a log-in alone', async () => {
  // Past a pooler, which would be left, and PostgreSQL not.
  const database = await createTestDatabase();
  onTestFinished(database.close);
  const app = await createTestApp({ DATABASE_URL: database.directUrl, DATABASE_POOL_MAX: '1' });
  onTestFinished(app.close);
  const ada = await app.signUp();
  await app.services.db.execute(sql`set default_transaction_read_only = on`);
  await expect(signInAgain(app, ada)).rejects.toThrow('Sign-in: 503');
  await expect.poll(() => signInAgain(app, ada)).toHaveProperty('token');
});
