import { z } from 'zod';

/** The answer of the health checks. */
export const Health = z
  .object({ status: z.literal('ok').describe('It is fine.') })
  .meta({ id: 'Health', description: 'All is well.' });

/** The same of a process that can answer, with its release. */
export const Readiness = Health.extend({
  version: z.string().max(50).describe('Of the release that answers.'),
}).meta({ id: 'Readiness', description: 'All is well, and who says so.' });
