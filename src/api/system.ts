import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { Health, Readiness } from '@/contract/system';
import { VERSION } from '@/version';
import { rest } from './meta';
import { publicProcedure, router } from './trpc';

export const systemRouter = router({
  live: publicProcedure
    .meta(
      rest('GET', '/api/healthz', 'getLiveness', 'Whether the process lives', {
        description: 'Answers without asking the database.',
      }),
    )
    .output(Health)
    .query(() => ({ status: 'ok' as const })),

  ready: publicProcedure
    .meta(
      rest('GET', '/api/readyz', 'getReadiness', 'Whether the service can answer', {
        description:
          'The database answers, its migrations are applied and the process is not about to stop; else 503.',
      }),
    )
    .output(Readiness)
    .query(async ({ ctx }) => {
      if (!(await ctx.services.isReady())) throw new TRPCError({ code: 'SERVICE_UNAVAILABLE' });
      return { status: 'ok' as const, version: VERSION };
    }),

  openapi: publicProcedure
    .meta(
      rest('GET', '/api/openapi.json', 'getDocument', 'This document', {
        description: 'OpenAPI 3.1 of everything under `/api` that clients need.',
      }),
    )
    .output(z.looseObject({ openapi: z.string().max(20).describe('The version of OpenAPI.') }))
    // Loaded late, because the document is made from the router that this procedure is part of.
    .query(async () => ({ ...(await import('./openapi')).openApiDocument })),
});
