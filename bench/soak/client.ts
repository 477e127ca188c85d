import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { count, countAnswer, type Measures } from './measures';
import { judge } from './promises';

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
    const end = await exchange(agent, port, method, path, message).catch(failureOf);
    const ms = performance.now() - start;
    const tell = () => `${method} ${path}: ${JSON.stringify(end)}`;
    judge(measures, 'Nothing hangs', end !== HANG, tell);
    if (isSettled(measures, start)) {
      const isAnswered = typeof end === 'string' ? OF_THE_CLIENT.has(end) : end.status !== 503;
      judge(measures, 'Ten seconds after a fault everything is answered', isAnswered, tell);
    }
    if (typeof end === 'string') {
      count(measures.errors, end);
      return undefined;
    }
    const { status, headers } = end;
    countAnswer(measures, status, ms, isDisturbed || measures.isDisturbed);
    judge(measures, 'No 5xx but 503', status < 500 || status === 503, tell);
    const isTold = Number(headers['retry-after']) > 0;
    if (status === 503) judge(measures, 'A 503 says when to try again', isTold, tell);
    return end;
  };
}

/** What it is called that there is no answer. */
function failureOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message;
}

/** A fault that is over for so long, in milliseconds, must not be felt any more. */
const AFTERMATH_MS = 10_000;

function isSettled({ isDisturbed, wellSince }: Measures, start: number): boolean {
  return !isDisturbed && start >= wellSince + AFTERMATH_MS;
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
