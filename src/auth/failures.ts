import { AsyncLocalStorage } from 'node:async_hooks';
import { APIError, isAPIError } from 'better-auth/api';
import { describeFailure, failureCode, isReadOnly, isUnavailable } from '@/db/failures';

const FOREIGN_KEY_VIOLATION = '23503';

/** Where failures are told; pino's logger is one. */
export interface Log {
  error(details: object, message: string): void;
}

/** What hears of failures. */
export interface Reporting {
  log: Log;
  /** Closes the connections to a database that takes no writes. */
  reconnect: () => void;
}

/** What went wrong while a request was answered. */
interface Course {
  requestId: string | null;
  databaseWasAway: boolean;
}

const courses = new AsyncLocalStorage<Course>();

/** Answers a request; undefined where it was refused because the database was away, which Better Auth may tell as no session or a bad request. */
export async function answerIfPossible(
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Response | undefined> {
  const course = { requestId: request.headers.get('x-request-id'), databaseWasAway: false };
  const response = await courses.run(course, () => answer(request));
  return course.databaseWasAway && response.status >= 400 ? undefined : response;
}

/** Better Auth's reports go to the log, and what it did not expect becomes a 500 or 503 that says nothing. */
export function failureOptions(reporting: Reporting) {
  return {
    logger: {
      log: (level: string, _message: string, ...details: unknown[]) => {
        const error = details.find((detail) => detail instanceof Error);
        if (level === 'error' && error && !isOfTheClient(error)) report(reporting, error);
      },
    },
    onAPIError: {
      onError: (error: unknown) => {
        if (isAPIError(error)) return;
        // The account was deleted while the request was on its way.
        if (failureCode(error) === FOREIGN_KEY_VIOLATION) throw new APIError('UNAUTHORIZED');
        report(reporting, error);
        throw new APIError(isUnavailable(error) ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR');
      },
    },
  };
}

/** Anybody may come back from a log-in elsewhere that never began. */
function isOfTheClient(error: Error): boolean {
  return 'code' in error && error.code === 'state_mismatch';
}

/** Logs a failure of our own under its request's id, never its message; a database that takes no writes is left. */
export function report({ log, reconnect }: Reporting, error: unknown): void {
  const course = courses.getStore();
  if (course && isUnavailable(error)) course.databaseWasAway = true;
  if (isReadOnly(error)) reconnect();
  const requestId = course?.requestId ?? undefined;
  const failure = describeFailure(error);
  log.error({ requestId, failure }, 'Authentication failed for a reason of our own');
}
