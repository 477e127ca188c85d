import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { refuseTokens } from '@/auth/account';
import { EndOtherSessions, EndSession, ListSessions, Session } from '@/contract/sessions';
import { isStorable } from '@/contract/text';
import { deleteSession, deleteSessions, listSessions } from '@/db/sessions';
import { rest } from './meta';
import { protectedProcedure, router } from './trpc';

const collection = '/api/{user_id}/sessions';

export const sessionsRouter = router({
  list: protectedProcedure
    .meta(
      rest('GET', collection, 'listSessions', 'List where you are signed in', {
        description:
          'Each log-in of the user: the one that asks, then the others, the latest first.',
      }),
    )
    .input(ListSessions)
    .output(z.array(Session).max(100))
    .query(({ ctx }) => listSessions(ctx.services.db, ctx.userId, ctx.sid)),

  end: protectedProcedure
    .meta(
      rest('DELETE', `${collection}/{id}`, 'endSession', 'End a session', {
        status: 204,
        description: 'Its tokens are refused everywhere at once.',
      }),
    )
    .input(EndSession)
    .output(z.void())
    .mutation(async ({ ctx, input: { id } }) => {
      const { db, revocations } = ctx.services;
      const ended = isStorable(id) ? await deleteSession(db, ctx.userId, id) : [];
      if (ended.length === 0) {
        throw new TRPCError({ code: 'NOT_FOUND', message: 'Session not found' });
      }
      refuseTokens(revocations, ended);
    }),

  endOthers: protectedProcedure
    .meta(
      rest('DELETE', collection, 'endOtherSessions', 'End all sessions but this', {
        status: 204,
        description:
          'Signs the user out everywhere else; tokens of other sessions are refused at once.',
      }),
    )
    .input(EndOtherSessions)
    .output(z.void())
    .mutation(async ({ ctx }) => {
      const { db, revocations } = ctx.services;
      refuseTokens(revocations, await deleteSessions(db, ctx.userId, ctx.sid));
    }),
});
