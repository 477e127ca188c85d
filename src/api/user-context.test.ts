import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Claims } from '@/auth/claims';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { createUserContext } from './context';
import { createCaller } from './router';

const LIMIT = 3;

let app: TestApp;
let ada: Person;
let eve: Person;
beforeAll(async () => {
  app = await createTestApp({ API_RATE_LIMIT: String(LIMIT) });
  ada = await app.signUp();
  eve = await app.signUp();
});
afterAll(() => app.close());

test('the server reads for a user what is theirs, and nothing of others', async () => {
  const own = createCaller(createUserContext(app.services, claimsOf(ada), null));
  expect(await own.tasks.changes({ user_id: ada.id })).toMatchObject({ changes: [] });
  await expect(own.tasks.changes({ user_id: eve.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('what it reads counts towards the limit of the user', async () => {
  const caller = createCaller(createUserContext(app.services, claimsOf(eve), null));
  for (let n = 0; n < LIMIT; n += 1) await caller.tasks.changes({ user_id: eve.id });
  const refused = caller.tasks.changes({ user_id: eve.id });
  await expect(refused).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
});

function claimsOf({ id }: Person): Claims {
  return { userId: id, sid: 'of a session', expiresAt: Date.now() / 1_000 + 60 };
}
