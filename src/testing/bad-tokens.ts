import { wrongAlgorithms } from './bad-token-algorithms';
import { wrongClaims } from './bad-token-claims';
import type { BadTokenContext, Flaw } from './bad-token-flaw';
import { wrongEncryption } from './bad-token-encryption';
import { wrongHeaders } from './bad-token-headers';
import { wrongJson } from './bad-token-json';
import { publishedMint, sharedMint } from './bad-token-mint';
import { wrongNames } from './bad-token-names';
import { wrongPublicKeys } from './bad-token-public-keys';
import { wrongSecrets } from './bad-token-secrets';
import { wrongShapes } from './bad-token-shapes';
import { malleableSignature, wrongSignatures } from './bad-token-signatures';
import { wrongSpellings } from './bad-token-spellings';
import { strangers } from './bad-token-strangers';
import { wrongTimes } from './bad-token-times';
import { decodePart } from './forge';

export const ALGORITHMS = ['HS256', 'EdDSA'] as const;

/** Seconds that a token lives at most, unless configured otherwise. */
const LIFETIME = 7 * 86_400;

export interface BadToken extends Pick<Flaw, 'reason'> {
  name: string;
  token: string;
}

/** The context of a service with this `JWT_ALGORITHM` and its public keys; `token` is a good one of its own. */
export function badTokenContext(
  algorithm: (typeof ALGORITHMS)[number],
  { token, ...given }: Omit<BadTokenContext, 'mint'> & { token: string },
): BadTokenContext {
  const good = decodePart(token, 1);
  const claims = { ...good, exp: Number(good.iat) + LIFETIME };
  const isShared = algorithm === 'HS256';
  const mint = isShared
    ? sharedMint(given.secret, claims)
    : publishedMint(given.keys.current, claims);
  return { ...given, mint };
}

/** Every reason to refuse a token that we know of, with tokens that give no other. */
export function flaws(context: BadTokenContext): Flaw[] {
  const isShared = context.mint.header.alg === 'HS256';
  return [
    ...wrongAlgorithms(context),
    ...(isShared ? wrongSecrets(context) : wrongPublicKeys(context)),
    ...wrongSignatures(context),
    ...(isShared ? [] : [malleableSignature(context)]),
    ...wrongHeaders(context),
    ...wrongJson(context),
    ...wrongNames(context),
    ...wrongClaims(context),
    ...wrongTimes(context),
    ...wrongShapes(context),
    ...wrongEncryption(context),
    ...wrongSpellings(context),
    ...strangers(context),
  ];
}

/** The tokens of all flaws. */
export function badTokens(context: BadTokenContext): BadToken[] {
  return flaws(context).flatMap(({ reason, tokens }) =>
    Object.entries(tokens).map(([name, token]) => ({ name, token, ...(reason && { reason }) })),
  );
}

/** For each flaw a token that has none, and is made in the same way. */
export function twins(context: BadTokenContext): BadToken[] {
  const { mint } = context;
  return flaws(context).map(({ why, twin }) => ({
    name: why,
    token: twin ?? mint.sign(mint.header, mint.claims),
  }));
}
