import { accountRouter } from './account';
import { deletedTasksRouter } from './deleted-tasks';
import { sessionsRouter } from './sessions';
import { systemRouter } from './system';
import { taskBulkRouter } from './task-bulk';
import { taskChangesRouter } from './task-changes';
import { tasksRouter } from './tasks';
import { createCallerFactory, mergeRouters, router } from './trpc';
import { trustOutputs } from './trusted-outputs';

/** Every procedure; both transports, the document and the clients' types follow from it. */
export const appRouter = router({
  tasks: mergeRouters(tasksRouter, taskChangesRouter, taskBulkRouter, deletedTasksRouter),
  sessions: sessionsRouter,
  account: accountRouter,
  system: systemRouter,
});

trustOutputs(appRouter._def.procedures);

export type AppRouter = typeof appRouter;

/** Calls procedures in process, with a context. */
export const createCaller = createCallerFactory(appRouter);
