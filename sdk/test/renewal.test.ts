import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '@/testing/app';
import { cookieToken, createTandem, signIn, signUp } from '@tandem/sdk';
import { aStranger, type Service, startService } from './service';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.close());

test('a token that is refused is renewed once, however many calls are refused', async () => {
  const { old, fresh } = await twoTokens();
  const asked: (string | undefined)[] = [];
  const token = async (refused?: string) => {
    asked.push(refused);
    return refused ? fresh : old;
  };
  const tandem = createTandem({ baseUrl: service.baseUrl, token, fetch: answeringTogether(8) });
  const calls = Array.from({ length: 8 }, () => tandem.tasks.all());
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 8 }, () => []));
  await tandem.tasks.create({ title: 'Buy milk' });
  expect(asked).toEqual([undefined, old]);
  expect(await tandem.token()).toBe(fresh);
});

test('whoever signed in is signed in again', async () => {
  const stranger = aStranger();
  const here = await signUp({ baseUrl: service.baseUrl, ...stranger });
  const there = await signIn({ baseUrl: service.baseUrl, ...stranger });
  const before = await here.token();
  await there.sessions.endOthers();
  expect(await here.tasks.all()).toEqual([]);
  expect(await here.token()).not.toBe(before);
});

test('a token that is refused after its renewal is thrown, and so is one without a source', async () => {
  const { old } = await twoTokens();
  const asked: unknown[] = [];
  const token = (refused?: string) => {
    asked.push(refused);
    return old;
  };
  const tandem = createTandem({ baseUrl: service.baseUrl, token });
  await expect(tandem.tasks.all()).rejects.toMatchObject({ status: 401 });
  expect(asked).toEqual([undefined, old]);
  const fixed = createTandem({ baseUrl: service.baseUrl, token: old });
  await expect(fixed.tasks.all()).rejects.toMatchObject({ status: 401 });
});

test('a source that fails is asked again by the next call', async () => {
  const { fresh } = await twoTokens();
  let fails = true;
  const token = async () => {
    if (fails) throw new Error('No token now');
    return fresh;
  };
  const tandem = createTandem({ baseUrl: service.baseUrl, token });
  await expect(tandem.tasks.all()).rejects.toThrow('No token now');
  fails = false;
  expect(await tandem.tasks.all()).toEqual([]);
});

test('a page renews the token by the cookie of its session', async () => {
  const { baseUrl } = service;
  const made = await fetch(`${baseUrl}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(aStranger()),
  });
  const [cookie = ''] = made.headers.getSetCookie()[0]?.split(';') ?? [];
  const withCookie: typeof fetch = (request) =>
    fetch(new Request(request, { headers: { cookie } }));
  const token = cookieToken({ baseUrl, fetch: withCookie });
  expect(await createTandem({ baseUrl, token }).tasks.all()).toEqual([]);
  const nobody = cookieToken({ baseUrl });
  await expect(nobody()).rejects.toMatchObject({ status: 401 });
});

test('who signed out stays signed out', async () => {
  const tandem = await signUp({ baseUrl: service.baseUrl, ...aStranger() });
  await tandem.signOut();
  await expect(tandem.tasks.all()).rejects.toMatchObject({ status: 401 });
});

/** Keeps the first answers until there are so many, so that all are refused at once. */
function answeringTogether(count: number): typeof fetch {
  let missing = count;
  let release: () => void;
  const all = new Promise<void>((resolve) => (release = resolve));
  return async (request) => {
    const answer = await fetch(request);
    missing -= 1;
    if (missing === 0) release();
    await all;
    return answer;
  };
}

/** A token whose session has ended, and a good one of the same user. */
async function twoTokens() {
  const { email, token: old } = await service.signUp();
  const tandem = await signIn({ baseUrl: service.baseUrl, email, password: PASSWORD });
  await tandem.sessions.endOthers();
  return { old, fresh: await tandem.token() };
}
