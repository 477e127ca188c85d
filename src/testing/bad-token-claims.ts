import { type BadTokenContext, type Flaw, forms } from './bad-token-flaw';

const ELSEWHERE = 'https://elsewhere.example';
const NO_STRINGS = ['', null, 0, 7, true, false, {}];
const NO_NUMBERS = [null, true, false, '', '9999999999', 'never', [9_999_999_999], {}];

export function wrongClaims({ mint }: BadTokenContext): Flaw[] {
  const { withClaims, claims } = mint;
  const { sub, sid, iss } = claims;
  const nameless = { sub: undefined, user_id: sub, userId: sub, id: sub, uid: sub };
  const wrong = (name: string, values: unknown[]) =>
    forms(name, values, (value) => withClaims({ [name]: value }));
  return [
    {
      why: 'A claim that we count on is not there.',
      source: 'RFC 8725 3.8 and 3.9, OWASP JWT Cheat Sheet, CVE-2026-25537',
      tokens: Object.fromEntries(
        ['sub', 'sid', 'iss', 'aud', 'exp', 'iat'].map((name) => [
          `no ${name}`,
          withClaims({ [name]: undefined }),
        ]),
      ),
      twin: withClaims({ email: undefined, jti: undefined }),
    },
    {
      why: 'The subject is the user, and one string; other claims are not.',
      source: 'RFC 7519 4.1.2, RFC 8725 3.8',
      tokens: {
        ...wrong('sub', [...NO_STRINGS, '\ud800']),
        'sub in an array': withClaims({ sub: [sub] }),
        'sub in an object': withClaims({ sub: { id: sub } }),
        'sub of 256 characters': withClaims({ sub: 'a'.repeat(256) }),
        'sub and NUL': withClaims({ sub: `${sub}\0` }),
        'sub under other names': withClaims(nameless),
      },
      twin: withClaims({ sub: 'a'.repeat(255) }),
    },
    {
      why: 'Without a session nothing could end the token.',
      source: 'OWASP JWT Cheat Sheet',
      tokens: {
        ...wrong('sid', [...NO_STRINGS, '\udfff']),
        'sid in an array': withClaims({ sid: [sid] }),
        'sid and NUL': withClaims({ sid: `${sid}\0` }),
        'sid under other names': withClaims({ sid: undefined, session_id: sid, sessionId: sid }),
      },
    },
    {
      why: 'Somebody else issued it.',
      source: 'RFC 8725 3.8, RFC 7519 4.1.1, CVE-2024-53861, CVE-2025-30144',
      tokens: {
        ...wrong('iss', [...NO_STRINGS, ELSEWHERE, '*', 'http', 'self']),
        ...nearMisses('iss', String(iss), (value) => withClaims({ iss: value })),
      },
    },
    {
      why: 'It is meant for somebody else.',
      source: 'RFC 8725 3.9, RFC 7519 4.1.3, CVE-2020-26160, CVE-2025-62610',
      tokens: {
        ...wrong('aud', [...NO_STRINGS, ELSEWHERE, '*', [], [''], [ELSEWHERE], [null]]),
        ...nearMisses('aud', String(iss), (value) => withClaims({ aud: value })),
        'aud with ours among several in one string': withClaims({ aud: `${iss} ${ELSEWHERE}` }),
        'aud with ours and a number': withClaims({ aud: [iss, 7] }),
        'aud with ours two arrays deep': withClaims({ aud: [[iss]] }),
        'aud with ours as a name': withClaims({ aud: { [String(iss)]: true } }),
      },
      twin: withClaims({ aud: [ELSEWHERE, iss] }),
    },
    {
      why: 'A time is a number, and one that is not must not count as none.',
      source: 'RFC 7519 2, CVE-2026-25537',
      tokens: {
        ...wrong('exp', NO_NUMBERS),
        ...wrong('iat', [...NO_NUMBERS, '1', [1]]),
        ...wrong('nbf', [...NO_NUMBERS, '1', [1]]),
      },
      twin: withClaims({ nbf: 0 }),
    },
  ];
}

function nearMisses(
  name: string,
  value: string,
  token: (changed: unknown) => string,
): Record<string, string> {
  return {
    [`${name} and a slash`]: token(`${value}/`),
    [`${name} and a path`]: token(`${value}/api/auth`),
    [`${name} and another host`]: token(`${value}.elsewhere.example`),
    [`${name} as the name of a user elsewhere`]: token(`${value}@elsewhere.example`),
    [`${name} in part`]: token(value.slice(0, -1)),
    [`${name} in the middle`]: token(`x${value}x`),
    [`${name} in capitals`]: token(value.toUpperCase()),
    [`${name} and a space`]: token(`${value} `),
    [`${name} and NUL`]: token(`${value}\0`),
    [`${name} without its scheme`]: token(value.replace(/^.*:\/\//, '')),
    [`${name} of another scheme`]: token(value.replace(/^\w+/, 'ftp')),
    [`${name} at another port`]: token(`${value.replace(/:\d+$/, '')}:1`),
    [`${name} in an array with another`]: token([ELSEWHERE, name === 'aud' ? 'x' : value]),
  };
}
