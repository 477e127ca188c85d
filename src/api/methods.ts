import { TRPCError } from '@trpc/server';
import { type Answer, emptyAnswer } from './answer';
import type { Context } from './context';

/** The answer to OPTIONS: the methods of a path. */
export function optionsAnswer(allow: string): Answer {
  return emptyAnswer(204, ['allow', allow]);
}

/** The refusal of a method, with the complete `Allow` (RFC 9110 section 15.5.6). */
export function methodNotAllowed(ctx: Context, method: string, allow: string): TRPCError {
  ctx.headers.set('allow', allow);
  return new TRPCError({
    code: 'METHOD_NOT_SUPPORTED',
    message: `${method} is not allowed here; allowed: ${allow}`,
  });
}
