import type { Problem } from '@/contract/problem';
import type { TestApp } from './app';
import { countEvents, readEvents } from './events';

/** A call of a procedure, before it is put on a transport. */
export interface Call {
  /** Such as `tasks.list`. */
  procedure: string;
  /** A JSON value; undefined for none. */
  input?: unknown;
  headers?: Record<string, string>;
}

/**
 * What came back: a problem, or the value of success. A 304 has neither; the value of a subscription
 * is the list of the events that it begins with.
 */
export interface Answer {
  status: number;
  headers: Headers;
  value?: unknown;
  problem?: Problem;
}

type Outcome = Pick<Answer, 'value' | 'problem'>;

/** The answer in a response to one call, whose JSON is read as given. */
export async function readAnswer(
  app: TestApp,
  call: Call,
  response: Response,
  readJson: (json: unknown, headers: Headers) => Outcome,
): Promise<Answer> {
  const { status, headers, body } = response;
  if (!body) return { status, headers };
  if (headers.get('content-type') !== 'text/event-stream') {
    return { status, headers, ...readJson(await response.json(), headers) };
  }
  return { status, headers, value: await readEvents(body, await countEvents(app, call)) };
}

/** What tRPC's envelope holds. */
export function readRpc(json: unknown): Outcome {
  const { result, error } = json as {
    result?: { data: unknown };
    error?: { data: { problem: Problem } };
  };
  return error ? { problem: error.data.problem } : { value: result?.data };
}

/** What the body of REST is. */
export function readRest(json: unknown, headers: Headers): Outcome {
  const isProblem = headers.get('content-type') === 'application/problem+json';
  return isProblem ? { problem: json as Problem } : { value: json };
}
