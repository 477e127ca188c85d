import type { JwtOptions } from 'better-auth/plugins';
import type { Db } from '@/db/client';
import type { Env } from '@/env';
import { signShared } from './signature';
import { graceAfter, keepSigningKey, ROTATION } from './signing-keys';

export interface JwtPluginOptions {
  env: Pick<Env, 'BETTER_AUTH_URL' | 'JWT_ALGORITHM' | 'JWT_EXPIRES_IN'>;
  secret: string;
  db: Db;
}

/** How Better Auth makes our API tokens: which claims, and which key signs them. */
export function jwtOptions({ env, secret, db }: JwtPluginOptions) {
  const lifetime = env.JWT_EXPIRES_IN;
  const jwt = {
    issuer: env.BETTER_AUTH_URL,
    audience: env.BETTER_AUTH_URL,
    // A number would be a date in 1970; `exp` below wins in any case.
    expirationTime: `${lifetime}s`,
    definePayload: ({ user, session }) => {
      const iat = Math.floor(Date.now() / 1_000);
      const sessionEnd = Math.floor(session.expiresAt.getTime() / 1_000);
      return {
        email: user.email,
        sid: session.id,
        jti: crypto.randomUUID(),
        iat,
        exp: Math.min(iat + lifetime, sessionEnd),
      };
    },
  } satisfies JwtOptions['jwt'];

  const common = { disableSettingJwtHeader: true, jwt } satisfies JwtOptions;
  return env.JWT_ALGORITHM === 'HS256' ? shared(common, secret) : published(common, db, lifetime);
}

/** The plugin takes a signer only together with `remoteUrl`, whose one effect is that `/jwks` is 404. */
function shared(common: JwtOptions, secret: string): JwtOptions {
  return {
    ...common,
    jwks: { remoteUrl: 'urn:none', keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' } },
    jwt: { ...common.jwt, sign: (claims) => signShared(secret, claims) },
  };
}

function published(common: JwtOptions, db: Db, lifetime: number): JwtOptions {
  return {
    ...common,
    jwks: {
      keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' },
      rotationInterval: ROTATION,
      gracePeriod: graceAfter(lifetime),
    },
    adapter: { createJwk: (key) => keepSigningKey(db, key) },
  };
}
