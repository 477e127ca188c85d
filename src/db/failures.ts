/** The SQLSTATE or connection code of what failed (`23505`, `CONNECTION_CLOSED`); drizzle wraps the errors of postgres.js. */
export function failureCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.cause instanceof Error) return failureCode(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What failed and where, for the log; never an error's message, which can quote what a user wrote. */
export function describeFailure(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  if (error.cause instanceof Error) return describeFailure(error.cause);
  return { name: error.name, code: failureCode(error), frames: framesOf(error) };
}

/** A stack begins with the message, whose own lines may look like frames. */
function framesOf({ message, stack = '' }: Error): string[] {
  const lines = stack.replace(message, '').split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}
