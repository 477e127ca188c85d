import { expect, onTestFinished, test } from 'vitest';
import { startAuthServer } from '@/testing/auth-server';

test('a return from a log-in elsewhere that never began is no failure of ours', async () => {
  const { call, failures, close } = await startAuthServer();
  onTestFinished(close);
  const { status } = await call('/callback/google?state=none&code=none');
  expect([status, failures]).toEqual([302, []]);
});
