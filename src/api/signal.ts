import { TRPCError } from '@trpc/server';

/** What HTTP has a status for and tRPC no code: 304 and 410. */
export type Signal = 'NOT_MODIFIED' | 'GONE';

/** A TRPCError that stands for a signal; `code` is what tRPC itself calls it. */
export function signal(name: Signal, code: TRPCError['code'], message: string): TRPCError {
  return new TRPCError({ code, message, cause: { signal: name } });
}

/** The signal that an error stands for, if any. */
export function signalOf(error: unknown): Signal | undefined {
  const cause = error instanceof TRPCError ? error.cause : undefined;
  return cause && 'signal' in cause ? (cause.signal as Signal) : undefined;
}
