/** The SQLSTATE or connection code of what failed (`23505`, `CONNECTION_CLOSED`); drizzle wraps the errors of postgres.js. */
export function failureCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.cause instanceof Error) return failureCode(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What failed, for the log: without the values that the message of a failed query quotes. */
export function describeFailure(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  if (error.cause instanceof Error) return describeFailure(error.cause);
  return { name: error.name, code: failureCode(error), stack: error.stack };
}
