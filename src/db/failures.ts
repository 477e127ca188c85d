import postgres from 'postgres';

/** Classes and codes of PostgreSQL's, Node's and postgres.js's errors that mean: not now. */
const UNAVAILABLE =
  /^(08|28|3D000|40|53|55000|55P03|57|58|25006|25P03|CONNECT|ECONN|EHOST|ENET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EADDRNOTAVAIL|EMFILE|ENFILE|ENOENT)/;
const READ_ONLY = '25006';

/** The SQLSTATE or connection code of what failed (`23505`, `CONNECTION_CLOSED`); drizzle wraps the errors of postgres.js. */
export function failureCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.cause instanceof Error) return failureCode(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the database could not be reached or could not do its work, so that the same may succeed later. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(failureCode(error) ?? '');
}

/** Whether PostgreSQL said it as it closed the connection. */
export function isFatal(error: unknown): boolean {
  return error instanceof postgres.PostgresError && /FATAL|PANIC/.test(error.severity);
}

/** Whether the database takes no writes, as after a failover the server that was left. */
export function isReadOnly(error: unknown): boolean {
  return failureCode(error) === READ_ONLY;
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
