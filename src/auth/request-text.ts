import { APIError, createAuthMiddleware } from 'better-auth/api';
import { z } from 'zod';
import { isStorable, text } from '@/contract/text';

const UNSTORABLE = 'must not contain NUL or lone surrogates';

/** What Better Auth does not ask of a body; without a bound, an e-mail could make a token too long to be accepted. */
const Body = z
  .object({
    email: text(255).optional(),
    name: text(255).optional(),
    image: z.string().refine(isStorable, UNSTORABLE).nullish(),
  })
  .catchall(
    z.unknown().refine((value) => typeof value !== 'string' || isStorable(value), UNSTORABLE),
  );

/** Refuses, with a 400 of Better Auth's form, text that cannot be kept and e-mails and names of more than 255 characters. */
export const refuseBadText = createAuthMiddleware(async (ctx) => {
  const { error } = Body.safeParse(ctx.body ?? {});
  if (!error) return;
  const message = error.issues.map((issue) => [...issue.path, issue.message].join(' ')).join('; ');
  throw new APIError('BAD_REQUEST', { code: 'INVALID_TEXT', message });
});
