import { backoff, pause } from './pause.js';
import { secondsToWait } from './retry-after.js';

/** Sends a request; the `fetch` of the platform is one. */
export type Send = (request: Request) => Promise<Response>;

/** How often and how long a request is tried. */
export interface RetryOptions {
  /** How often a request is sent again at most; 4 by default, 0 is never. */
  retries?: number;
  /** The longest wait in seconds that `Retry-After` may ask for; 60 by default. What asks for more is thrown. */
  longestWait?: number;
}

const REPEATABLE = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
/** Of a service that is away, or of a gateway that did not reach it. */
const AWAY = [502, 503, 504];

/**
 * Sends again what was not answered, or with 429, 502, 503 or 504, after what `Retry-After` says, else with
 * growing pauses. Where something may have been done already, only what does no more the second time: idempotent
 * methods (RFC 9110 section 9.2.2), and requests with an `Idempotency-Key`.
 */
export function withRetries(send: Send, { retries = 4, longestWait = 60 }: RetryOptions): Send {
  return async (request) => {
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt >= retries;
      const answer = await send(request.clone()).catch((error: unknown) => {
        if (isLast || !isOfNetwork(error) || !isRepeatable(request)) throw error;
      });
      if (answer && (isLast || !isWorthAnother(request, answer))) return answer;
      const wait = answer && secondsToWait(answer.headers);
      if (answer && wait !== undefined && wait > longestWait) return answer;
      await answer?.body?.cancel();
      await pause(wait === undefined ? backoff(attempt) : wait * 1_000, request.signal);
    }
  };
}

/** By its name: the runtime may have made it with a TypeError of its own. */
function isOfNetwork(error: unknown): boolean {
  return (error as Error | undefined)?.name === 'TypeError';
}

function isWorthAnother(request: Request, { status, headers }: Response): boolean {
  // It was refused before anything was done.
  if (status === 429) return true;
  // The first request with this key is still running.
  if (status === 409) return isKeyed(request) && headers.has('retry-after');
  return AWAY.includes(status) && isRepeatable(request);
}

function isRepeatable(request: Request): boolean {
  return REPEATABLE.includes(request.method) || isKeyed(request);
}

function isKeyed({ headers }: Request): boolean {
  return headers.has('idempotency-key');
}
