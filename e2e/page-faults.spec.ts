import { expect, test } from '@playwright/test';
import { type OwnPostgres, startOwnPostgres } from '@/testing/own-postgres';
import { onDatabase, start, stopAll } from './server';

test.describe.configure({ timeout: 180_000 });

let database: OwnPostgres;
test.beforeEach(async () => {
  database = await startOwnPostgres();
});
test.afterEach(async () => {
  await stopAll();
  await database.remove();
});

test('pages answer while the database is away, and hold what is theirs when it is back', async () => {
  const { url } = await start({ ...onDatabase(database.url), LOG_LEVEL: 'silent' });
  const email = 'ada@example.com';
  const signedUp = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    body: JSON.stringify({ name: 'Ada', email, password: 'correct horse battery' }),
  });
  const cookie = signedUp.headers.get('set-cookie')?.split(';')[0] ?? '';
  const paths = ['/tasks', '/settings', '/developers'];
  await database.stop('immediate');
  for (const path of paths) {
    const [status, html] = await read(url + path, cookie);
    expect([status, path]).toEqual([200, path]);
    expect(html).not.toContain(email);
  }
  await database.start();
  for (const path of paths) {
    await expect.poll(async () => (await read(url + path, cookie))[1]).toContain(email);
  }
});

async function read(url: string, cookie: string): Promise<[number, string]> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  return [answer.status, await answer.text()];
}
