import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
} from '@trpc/client';
import { EventSource } from 'eventsource';
import type { AppRouter } from '@/api/router';
import { authorizedFetch } from '@/auth/client';

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

function fetch(to: RequestInfo | URL, init?: object): Promise<Response> {
  return authorizedFetch(to, init);
}

function fetchInTime(to: RequestInfo | URL, init?: object): Promise<Response> {
  return authorizedFetch(to, init, PATIENCE_MS);
}
