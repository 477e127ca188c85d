import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { breakPromise, count, countAnswer, type Measures } from './measures';

/** Every request is answered, or its connection fails, within this time in milliseconds. */
export const PATIENCE_MS = 20_000;

const HANG = 'no answer';
const GIVEN_UP = 'given up by the client';
/** A connection that was kept alive may be closed when it is used again (RFC 9112, section 9.5). */
const OF_THE_CLIENT = new Set([GIVEN_UP, 'ECONNRESET']);

interface Message {
  token?: string;
  headers?: Record<string, string>;
  json?: unknown;
  /** After so many milliseconds the client hangs up. */
  patienceMs?: number;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The value in the body; undefined if it is empty. */
  json: unknown;
}

/** Gives undefined where the connection failed before the whole answer was there. */
export type Send = (
  port: number,
  method: string,
  path: string,
  message?: Message,
) => Promise<Answer | undefined>;

/** Sends over connections that are kept alive, counts what comes back, and finds fault with it. */
export function createSend(measures: Measures): Send {
  const agent = new Agent({ keepAlive: true });
  return async (port, method, path, message = {}) => {
    const { isDisturbed } = measures;
    const start = performance.now();
    const what = `${method} ${path}`;
    try {
      const answer = await exchange(agent, port, method, path, message);
      const ms = performance.now() - start;
      countAnswer(measures, answer.status, ms, isDisturbed || measures.isDisturbed);
      judge(measures, what, answer);
      if (answer.status === 503) judgeRefusal(measures, what, start);
      return answer;
    } catch (error) {
      const { code, message: text } = error as NodeJS.ErrnoException;
      count(measures.errors, code ?? text);
      if (!OF_THE_CLIENT.has(code ?? text))
        judgeRefusal(measures, `${what}: ${code ?? text}`, start);
      if (code === HANG) breakPromise(measures, 'Nothing hangs', what);
      return undefined;
    }
  };
}

function judge(measures: Measures, what: string, { status, headers, json }: Answer): void {
  if (status >= 500 && status !== 503) {
    breakPromise(measures, 'No 5xx but 503', `${what}: ${status} ${JSON.stringify(json)}`);
  }
  if (status === 503 && !headers['retry-after']) {
    breakPromise(measures, 'A 503 says when to try again', what);
  }
}

/** A fault that is over for so long, in milliseconds, must not be felt any more. */
const AFTERMATH_MS = 10_000;

function judgeRefusal(measures: Measures, what: string, start: number): void {
  if (measures.isDisturbed || start < measures.wellSince + AFTERMATH_MS) return;
  breakPromise(measures, 'Ten seconds after a fault everything is answered', what);
}

function exchange(agent: Agent, port: number, method: string, path: string, message: Message) {
  const body = message.json === undefined ? undefined : JSON.stringify(message.json);
  const headers = {
    ...(message.token && { authorization: `Bearer ${message.token}` }),
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }),
    ...message.headers,
  };
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, agent, method, path, headers });
    const timer = setTimeout(() => {
      const code = message.patienceMs === undefined ? HANG : GIVEN_UP;
      reject(Object.assign(new Error(code), { code }));
      outgoing.destroy();
    }, message.patienceMs ?? PATIENCE_MS);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('error', reject);
    outgoing.on('response', (response) => read(response).then(resolve, reject));
    outgoing.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { statusCode: status = 0, headers } = response;
  return { status, headers, json: text === '' ? undefined : JSON.parse(text) };
}
