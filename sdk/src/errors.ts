import type {
  AuthError,
  BadRequestProblem,
  ConflictProblem,
  ForbiddenProblem,
  GoneProblem,
  InternalServerErrorProblem,
  MethodNotSupportedProblem,
  NotFoundProblem,
  PayloadTooLargeProblem,
  PreconditionFailedProblem,
  Problem,
  RequestHeaderFieldsTooLargeProblem,
  ServiceUnavailableProblem,
  TimeoutProblem,
  TooManyRequestsProblem,
  UnauthorizedProblem,
  UnprocessableContentProblem,
  UnsupportedMediaTypeProblem,
  UriTooLongProblem,
} from './generated/types.gen.js';
import { secondsToWait } from './retry-after.js';

/** The problem (RFC 9457) that comes with each status. */
export interface Problems {
  400: BadRequestProblem;
  401: UnauthorizedProblem;
  403: ForbiddenProblem;
  404: NotFoundProblem;
  405: MethodNotSupportedProblem;
  408: TimeoutProblem;
  409: ConflictProblem;
  410: GoneProblem;
  412: PreconditionFailedProblem;
  413: PayloadTooLargeProblem;
  414: UriTooLongProblem;
  415: UnsupportedMediaTypeProblem;
  422: UnprocessableContentProblem;
  429: TooManyRequestsProblem;
  431: RequestHeaderFieldsTooLargeProblem;
  500: InternalServerErrorProblem;
  503: ServiceUnavailableProblem;
}

/** Thrown where the server refused: also by a log-in or a gateway, which know no problems. */
export interface TandemError extends Error {
  name: 'TandemError';
  /** The HTTP status. */
  status: number;
  /** The kind of refusal for programs, such as `NOT_FOUND` or `INVALID_EMAIL_OR_PASSWORD`. */
  code: string | undefined;
  /** The id under which the log of the server has the request. */
  requestId: string | undefined;
  /** In how many seconds to try again, where the server says so. */
  retryAfter: number | undefined;
  problem?: Problem;
}

/** A refusal with a problem; `status` and `code` tell which one. */
export type ProblemError<Status extends keyof Problems = keyof Problems> = {
  [S in Status]: TandemError & { status: S; code: Problems[S]['code']; problem: Problems[S] };
}[Status];

/** Whether something that was thrown is a refusal by the server, and not a failure of the network. */
export function isTandemError(error: unknown): error is TandemError {
  return isObject(error) && 'name' in error && error.name === 'TandemError';
}

/** Whether something that was thrown is a problem, of this status if one is given. */
export function isProblem<Status extends keyof Problems = keyof Problems>(
  error: unknown,
  status?: Status,
): error is ProblemError<Status> {
  if (!isTandemError(error) || !error.problem) return false;
  return status === undefined || error.status === status;
}

/** The error of an answer, from its body as it was parsed, or its text. */
export function toTandemError(body: unknown, { status, headers }: Response): TandemError {
  const told: Partial<Problem & AuthError> = isObject(body) ? body : {};
  const message = told.detail ?? told.message ?? `The server answered with status ${status}`;
  return Object.assign(new Error(message), {
    name: 'TandemError' as const,
    status,
    code: told.code,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfter: secondsToWait(headers),
    ...(typeof told.instance === 'string' && { problem: told as Problem }),
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
