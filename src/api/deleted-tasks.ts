import { DeletedPage, ListDeleted } from '@/contract/deleted-tasks';
import { listDeleted } from '@/db/deleted-tasks';
import { listTag, tagAnswer } from './conditions';
import { deletedPath, nextLink } from './links';
import { rest } from './meta';
import { invalid } from './problem';
import { protectedProcedure, router } from './trpc';

export const deletedTasksRouter = router({
  deleted: protectedProcedure
    .meta(
      rest('GET', '/api/{user_id}/tasks/deleted', 'listDeleted', 'What can be brought back', {
        description: 'Tasks deleted within the last 30 days, the last deleted first, in pages.',
        headers: ['ETag', 'Link'],
        conditions: ['If-None-Match'],
      }),
    )
    .input(ListDeleted)
    .output(DeletedPage)
    .query(async ({ ctx, input }) => {
      const page = await listDeleted(ctx.services.db, ctx.userId, input);
      if (!page) throw invalid(['cursor'], 'must come from the page before');
      const { tasks, cursor, revision } = page;
      // Time takes tasks away as well, and no revision tells.
      const ids = tasks.map(({ id }) => id);
      tagAnswer(ctx, listTag(revision, { ...input, next: cursor, ids }));
      if (cursor) ctx.headers.set('link', nextLink(ctx, deletedPath(ctx.userId), input, cursor));
      return { tasks, cursor };
    }),
});
