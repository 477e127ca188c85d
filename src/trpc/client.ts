import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '@/api/router';
import { authorizedFetch } from '@/auth/client';
import type { Problem } from '@/contract/problem';

/** `useTRPC` gives the options of queries and mutations, typed by the router. */
export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** The procedures over `/api/trpc`; every call carries the token. */
export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({
      url: '/api/trpc',
      maxItems: 50,
      fetch: (url, init) => authorizedFetch(url, init as RequestInit),
    }),
  ],
});

/** The problem (RFC 9457) in an error of a procedure; undefined when the server did not answer. */
export function problemOf(error: unknown): Problem | undefined {
  return error instanceof TRPCClientError
    ? (error as TRPCClientError<AppRouter>).data?.problem
    : undefined;
}
