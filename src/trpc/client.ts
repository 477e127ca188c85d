import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { EventSource } from 'eventsource';
import type { AppRouter } from '@/api/router';
import { authorizedFetch } from '@/auth/client';
import type { Problem } from '@/contract/problem';

/** `useTRPC` gives the options of queries, mutations and subscriptions, `useTRPCClient` the calls themselves; typed by the router. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const url = '/api/trpc';
/** Longer than the server takes to answer anything; only events go on. */
const PATIENCE_MS = 20_000;

/** The procedures over `/api/trpc`; every call carries the token. */
export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url, EventSource, eventSourceOptions: { fetch } }),
      false: splitLink({
        condition: ({ context }) => 'headers' in context,
        // The calls of a batch share its headers, so this one goes alone.
        true: httpLink({
          url,
          fetch: fetchInTime,
          headers: ({ op }) => op.context.headers as Record<string, string>,
        }),
        false: httpBatchLink({ url, fetch: fetchInTime, maxItems: 50, maxURLLength: 8_192 }),
      }),
    }),
  ],
});

/** The options of a call that has headers of its own. */
export function withHeaders(headers: Record<string, string>) {
  return { context: { headers } };
}

/** The problem (RFC 9457) in an error of a procedure; undefined when the server did not answer. */
export function problemOf(error: unknown): Problem | undefined {
  return error instanceof TRPCClientError
    ? (error as TRPCClientError<AppRouter>).data?.problem
    : undefined;
}

/** The id under which the server's log has the request. */
export function requestOf({ instance }: Problem): string {
  return instance.replace('urn:request:', '');
}

function fetch(to: RequestInfo | URL, init?: object): Promise<Response> {
  return authorizedFetch(to, init);
}

function fetchInTime(to: RequestInfo | URL, init?: object): Promise<Response> {
  return authorizedFetch(to, init, PATIENCE_MS);
}
