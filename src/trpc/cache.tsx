'use client';

import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';

// A checkbox shows its new state before the next paint, not after it.
notifyManager.setScheduler(queueMicrotask);

/** Gives the cache of what the server has answered to the components below. */
export function CacheProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The server may be on this machine: only a call tells whether it can be reached.
      queries: { networkMode: 'always', retry: 1 },
      mutations: { networkMode: 'always' },
    },
  });
}
