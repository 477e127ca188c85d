'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { ReactNode } from 'react';
import type { AppRouter } from '@/api/router';
import { trpcClient } from './client';

const { TRPCProvider, ...hooks } = createTRPCContext<AppRouter>();

/** `useTRPC` gives the options of queries and mutations, `useTRPCClient` the calls themselves; typed by the router. */
export const { useTRPC, useTRPCClient } = hooks;

/** Gives the procedures to the components below, on pages that begin with calling them. */
export function Procedures({ children }: { children: ReactNode }) {
  return (
    <TRPCProvider queryClient={useQueryClient()} trpcClient={trpcClient}>
      {children}
    </TRPCProvider>
  );
}
