import { systemRouter } from './system';
import { tasksRouter } from './tasks';
import { createCallerFactory, router } from './trpc';

/** Every procedure; both transports, the document and the clients' types follow from it. */
export const appRouter = router({ tasks: tasksRouter, system: systemRouter });

export type AppRouter = typeof appRouter;

/** Calls procedures in process, with a context. */
export const createCaller = createCallerFactory(appRouter);
