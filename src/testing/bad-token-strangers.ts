import { deriveKey } from '@/auth/secret';
import type { BadTokenContext, Flaw } from './bad-token-flaw';
import { publishedMint, sharedMint } from './bad-token-mint';
import { forge, HEADER, type Json } from './forge';

/** Credentials that are good for something else. */
export function strangers(context: BadTokenContext): Flaw[] {
  const { mint, secret, keys, sessionCookie } = context;
  const { email, iat, exp, sub, iss } = mint.claims;
  const derived = deriveKey(secret, 'tandem better-auth v1');
  const mail = { email, iat, exp };
  const sign = (payload: Json) => mint.sign(mint.header, payload);
  const cookie = decodeURIComponent(sessionCookie);
  const other =
    mint.header.alg === 'HS256'
      ? publishedMint(keys.current, mint.claims)
      : sharedMint(secret, mint.claims);
  return [
    {
      why: 'The library that signs cookies and letters has a key of its own.',
      source: 'RFC 8725 2.7 and 3.12, CVE-2026-110864, CVE-2026-121802',
      tokens: {
        'claims of ours under the key of Better Auth': forge(HEADER, mint.claims, derived),
        'an e-mail token of Better Auth': forge({ alg: 'HS256' }, mail, derived),
        'an e-mail token under our secret': forge({ alg: 'HS256' }, mail, secret),
        'a token to change the e-mail address': forge(
          { alg: 'HS256' },
          { ...mail, updateTo: 'new@example.com', requestType: 'change-email-verification' },
          derived,
        ),
        'a session cookie': cookie,
        'a session cookie as it is sent': sessionCookie,
        'the token in a session cookie': cookie.split('.')[0] ?? '',
        'the id of a session': String(mint.claims.sid),
        'the id of a user': String(sub),
      },
    },
    {
      why: 'It was good before the configuration changed, or is good for another installation.',
      source: 'RFC 8725 2.7, 3.8 and 3.9',
      tokens: {
        'signed with the secret before this one': forge(HEADER, mint.claims, `${secret} before`),
        'signed under the other algorithm': other.sign(other.header, other.claims),
        'signed for the same service elsewhere': mint.withClaims({
          iss: 'https://staging.example',
          aud: 'https://staging.example',
        }),
        'signed by us for somebody else': mint.withClaims({ aud: 'https://partner.example' }),
        'signed by somebody else for us': mint.withClaims({ iss: 'https://partner.example' }),
      },
    },
    {
      why: 'It is a JWT, but of another kind.',
      source: 'RFC 8725 2.8 and 3.12',
      tokens: {
        'an ID token of OpenID Connect': sign({
          iss,
          sub,
          aud: 'client-1',
          exp,
          iat,
          nonce: 'n',
          at_hash: 'x',
          email,
        }),
        'an access token of OAuth': mint.sign(
          { ...mint.header, typ: 'at+jwt' },
          { iss, sub, aud: iss, exp, iat, client_id: 'client-1', jti: 'x', scope: 'tasks' },
        ),
        'a refresh token without a session': sign({
          iss,
          sub,
          aud: iss,
          exp,
          iat,
          jti: 'x',
          token_use: 'refresh',
        }),
        'a logout token': sign({
          iss,
          aud: iss,
          exp,
          iat,
          jti: 'x',
          sid: mint.claims.sid,
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        }),
      },
    },
    {
      why: 'It is no JWT.',
      source: 'RFC 7519 7.2',
      tokens: {
        'a PASETO': 'v4.public.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
        'an opaque token': 'ya29.a0AfH6SMBx',
        'an API key': 'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
        'a UUID': '123e4567-e89b-12d3-a456-426614174000',
        'a name and a password': Buffer.from('ann:correct horse').toString('base64'),
        'the secret itself': secret,
        undefined: 'undefined',
        null: 'null',
        'an object': '[object Object]',
        braces: '{}',
        'a placeholder': '{{token}}',
        'a question of SQL': "' or '1'='1",
        'a command': '$(true)',
        'an asterisk': '*',
      },
    },
  ];
}
