import { initTRPC, TRPCError } from '@trpc/server';
import { type TRPC_ERROR_CODE_NUMBER, TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { type Problem, problemTypes } from '@/contract/problem';
import { unauthorized } from './challenge';
import type { Context } from './context';
import type { Meta } from './meta';
import { toProblem } from './problem';
import { countRequest, tooManyRequests } from './rate-limit';

/** A stream that has nothing to tell says so this often, in milliseconds. */
export const HEARTBEAT_MS = 15_000;

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: HEARTBEAT_MS },
      client: { reconnectAfterInactivityMs: 3 * HEARTBEAT_MS },
    },
    errorFormatter({ shape, error, ctx }) {
      const problem = ctx && toProblem(error, ctx);
      if (!problem) return { ...shape, data: { ...shape.data, problem } };
      return {
        code: numberOf(problem.code),
        message: problem.detail,
        data: { ...shape.data, code: problem.code, httpStatus: problem.status, problem },
      };
    },
  });

export const { router, mergeRouters, createCallerFactory } = t;

/** A procedure for everybody. */
export const publicProcedure = t.procedure;

/**
 * A procedure for the user of the token: 401 without a good one, 403 when the request names another
 * user, 429 past the limit; all before the input is validated, over REST before a body is read.
 */
export const protectedProcedure = t.procedure.use(async ({ ctx, getRawInput, next }) => {
  const verification = await ctx.identify();
  if (!verification?.ok) throw unauthorized(ctx, verification);
  const { userId, sid } = verification.claims;
  const secondsToWait = await countRequest(ctx, userId);
  const owner = ctx.owner ?? ownerIn(await getRawInput());
  if (owner !== undefined && owner !== userId) {
    throw new TRPCError({
      code: 'FORBIDDEN',
      message: "Access denied: user_id mismatch, not authorized to access this user's tasks",
    });
  }
  if (secondsToWait !== undefined) throw tooManyRequests(ctx, secondsToWait);
  return next({ ctx: { userId, sid } });
});

/** A procedure that changes the user's tasks; who follows them is told when it has. */
export const writingProcedure = protectedProcedure.use(async ({ ctx, next }) => {
  const result = await next();
  if (result.ok) ctx.services.live.announce(ctx.userId);
  return result;
});

/** tRPC has no number for 410, 414 and 431: like its others, ours end in the last two digits of the status. */
function numberOf(code: Problem['code']): TRPC_ERROR_CODE_NUMBER {
  const numbers: Partial<Record<typeof code, TRPC_ERROR_CODE_NUMBER>> = TRPC_ERROR_CODES_BY_KEY;
  return numbers[code] ?? ((-32_000 - (problemTypes[code].status % 100)) as TRPC_ERROR_CODE_NUMBER);
}

/** The user that an input names; a value that is no string is left to validation. */
function ownerIn(input: unknown): string | undefined {
  const owner = typeof input === 'object' && input !== null && 'user_id' in input && input.user_id;
  return typeof owner === 'string' ? owner : undefined;
}
