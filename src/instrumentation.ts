import type { Instrumentation } from 'next';
import { describeFailure } from '@/db/failures';

/** Logs why a page failed: under the id of the request, with the digest that the page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, { headers }) => {
  // A page that fails is rare; all the services would be read anew at each start.
  const { getServices } = await import('@/services');
  const { log } = await getServices();
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined;
  const failure = describeFailure(error);
  log.error({ requestId: headers['x-request-id'], digest, failure }, 'A page failed');
};
