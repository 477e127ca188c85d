import { z } from 'zod';

/** The answer of the health checks. */
export const Health = z
  .object({ status: z.literal('ok').describe('It is fine.') })
  .meta({ id: 'Health', description: 'All is well.' });
