import type { BadToken, BadTokenContext } from './bad-tokens';
import { decodePart, describe, forge, HEADER, type Json } from './forge';

export function wrongClaims({ secret, token }: BadTokenContext): BadToken[] {
  const good = decodePart(token, 1);
  const { sub, sid, iss, aud, ...nameless } = good;
  const elsewhere = 'https://elsewhere.example';
  const wrong: Record<string, unknown[]> = {
    sub: ['', null, 7, true, [sub], { id: sub }, 'a'.repeat(256), `${sub}\0`, '\ud800'],
    sid: ['', null, 7, [sid], {}, `${sid}\0`],
    iss: ['', null, 7, [iss], elsewhere, `${iss}/`, `${iss}@elsewhere`],
    aud: ['', null, 7, [], [7], {}, elsewhere, [elsewhere], `${aud}/`],
    exp: [null, false, '9999999999', [9_999_999_999], {}, '2099-01-01'],
    iat: [null, false, '1', [1], {}],
    nbf: [null, false, '1', [1], {}],
  };
  const changes: Json[] = [
    ...['sub', 'sid', 'iss', 'aud', 'exp', 'iat'].map((name) => ({ [name]: undefined })),
    ...Object.entries(wrong).flatMap(([name, values]) =>
      values.map((value) => ({ [name]: value })),
    ),
  ];
  const aliases = { sid, iss, aud, user_id: sub, userId: sub, id: sub, uid: sub };
  return [
    ...changes.map((change) => ({
      name: `claim ${describe(change)}`,
      token: forge(HEADER, { ...good, ...change }, secret),
    })),
    { name: 'an id under other names', token: forge(HEADER, { ...nameless, ...aliases }, secret) },
  ];
}

export function wrongTimes({ secret, token }: BadTokenContext): BadToken[] {
  const good = decodePart(token, 1) as { iat: number; exp: number };
  const now = Math.floor(Date.now() / 1_000);
  const withTimes = (change: Json) => forge(HEADER, { ...good, ...change }, secret);
  const huge = JSON.stringify({ ...good, exp: 0 }).replace('"exp":0', '"exp":1e999');
  return [
    { name: 'expired now', token: withTimes({ exp: now }), reason: 'expired' },
    { name: 'expired a second ago', token: withTimes({ exp: now - 1 }), reason: 'expired' },
    { name: 'expired a fraction ago', token: withTimes({ exp: now - 0.5 }), reason: 'expired' },
    { name: 'exp before 1970', token: withTimes({ exp: -1 }), reason: 'expired' },
    { name: 'exp zero', token: withTimes({ exp: 0 }), reason: 'expired' },
    { name: 'exp beyond all numbers', token: forge(HEADER, huge, secret) },
    { name: 'exp in milliseconds', token: withTimes({ exp: good.exp * 1_000 }) },
    { name: 'a longer life than is given', token: withTimes({ exp: good.exp + 60 }) },
    { name: 'iat before 1970', token: withTimes({ iat: -1 }) },
    { name: 'iat in the future', token: withTimes({ iat: now + 60 }) },
    { name: 'iat in milliseconds', token: withTimes({ iat: good.iat * 1_000 }) },
    { name: 'nbf in the future', token: withTimes({ nbf: now + 60 }) },
  ];
}
