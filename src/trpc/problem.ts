import type { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '@/api/router';
import type { Problem } from '@/contract/problem';

/** The problem (RFC 9457) in an error of a procedure; undefined when the server did not answer. */
export function problemOf(error: unknown): Problem | undefined {
  return isOfProcedure(error) ? error.data?.problem : undefined;
}

/** The id under which the server's log has the request. */
export function requestOf({ instance }: Problem): string {
  return instance.replace('urn:request:', '');
}

/** To ask for its class would load the client. */
function isOfProcedure(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof Error && error.name === 'TRPCClientError';
}
