import { tracked, TRPCError } from '@trpc/server';
import { ChangePage, FollowChanges, ListChanges, versionOf } from '@/contract/task-changes';
import { type ChangePosition, decodePosition, encodePosition } from '@/db/change-cursor';
import { isUnavailable } from '@/db/failures';
import { type ChangeRead, listChanges } from '@/db/task-changes';
import { findRevision } from '@/db/task-revisions';
import { unauthorized } from './challenge';
import type { UserContext } from './context';
import { rest } from './meta';
import { gone } from './problem';
import { protectedProcedure, router } from './trpc';

const PAGE = 100;

export const taskChangesRouter = router({
  changes: protectedProcedure
    .meta(
      rest('GET', '/api/{user_id}/tasks/changes', 'listChanges', 'What happened since a cursor', {
        description:
          'For clients that keep a copy: begin without a cursor, apply the changes in order, and ask again with the cursor of the answer. Nothing is missed, and a task that changed twice is told once. A cursor that is too old is a 410: begin anew.',
        problems: ['GONE'],
      }),
    )
    .input(ListChanges)
    .output(ChangePage)
    .query(async ({ ctx, input: { since, limit } }) => {
      const { changes, position, hasMore } = await read(ctx, positionIn(ctx, since), limit);
      return { changes, cursor: encodePosition(ctx.userId, position), has_more: hasMore };
    }),

  onChange: protectedProcedure
    .meta(
      rest('GET', '/api/{user_id}/tasks/events', 'followChanges', 'What happens, as it happens', {
        description:
          'The same changes as server-sent events. It ends when the token does; come back with a new one and the last id, and nothing is missed.',
        headers: ['X-Accel-Buffering'],
        conditions: ['Last-Event-ID'],
        problems: ['GONE'],
      }),
    )
    .input(FollowChanges)
    .subscription(async ({ ctx, input, signal }) => {
      const from = positionIn(ctx, input.lastEventId ?? input.since);
      const seen = from ?? { version: await findRevision(ctx.services.db, ctx.userId), began: 0 };
      const first = await read(ctx, seen, PAGE);
      const leave = ctx.services.live.follow(ctx.userId) ?? tooManyStreams(ctx);
      if (signal?.aborted) leave();
      else signal?.addEventListener('abort', leave, { once: true });
      const events = follow(ctx, first, leave, signal);
      return Object.assign(events, { behind: encodePosition(ctx.userId, seen) });
    }),
});

/**
 * Changes as they happen, each with the cursor behind it. They are read when there is news and asked
 * for, so that a slow reader makes nothing pile up.
 * @throws TRPCError UNAUTHORIZED when the token ends, SERVICE_UNAVAILABLE when the process stops.
 */
async function* follow(
  ctx: UserContext,
  first: ChangeRead,
  leave: () => void,
  signal: AbortSignal | undefined,
) {
  const { live } = ctx.services;
  try {
    for (let page = first; ;) {
      const { began } = page.position;
      for (const change of page.changes) {
        yield tracked(encodePosition(ctx.userId, { version: versionOf(change), began }), change);
      }
      while (!page.hasMore && !(await live.hasNews(ctx.userId, page.position.version))) {
        if (signal?.aborted) return;
        await requireSession(ctx, signal);
      }
      page = await read(ctx, page.position, PAGE);
      // After reading: what it gives happened while the session lasted.
      await requireSession(ctx, signal);
    }
  } finally {
    leave();
  }
}

async function read(
  { services, userId }: UserContext,
  from: ChangePosition | undefined,
  limit: number,
): Promise<ChangeRead> {
  const page = await listChanges(services.db, userId, from, limit);
  if (!page) throw gone();
  return page;
}

/** An empty cursor is none: so clients write the first time. */
function positionIn({ userId }: UserContext, cursor: string | undefined) {
  if (!cursor) return undefined;
  const position = decodePosition(userId, cursor);
  if (!position) throw gone();
  return position;
}

/** Nothing is told as long as nobody can say whether the session lasts. */
async function requireSession(ctx: UserContext, signal: AbortSignal | undefined): Promise<void> {
  const { live, tokens } = ctx.services;
  for (;;) {
    if (signal?.aborted) return;
    if (live.isClosed()) throw new TRPCError({ code: 'SERVICE_UNAVAILABLE' });
    const verification = await tokens.verify(ctx.token ?? '').catch(undefinedIfAway);
    if (verification?.ok) return;
    if (verification) throw unauthorized(ctx, verification);
    await live.hasNews(ctx.userId, Infinity);
  }
}

function undefinedIfAway(error: unknown): undefined {
  if (!isUnavailable(error)) throw error;
}

function tooManyStreams({ headers }: UserContext): never {
  headers.set('retry-after', '60');
  throw new TRPCError({
    code: 'TOO_MANY_REQUESTS',
    message: 'Too many streams of events are open: close some first',
  });
}
