import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProblemCode } from '@/contract/problem';

interface ClientError extends Error {
  code?: string;
}

/** What Node's parser and its clocks find wrong, by the type of problem. */
const CODES: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'REQUEST_HEADER_FIELDS_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'PAYLOAD_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'TIMEOUT',
};

/**
 * Answers what is no HTTP, or not in time, by calling `refuse`: after the answers to what was asked
 * before it, and never into an answer that has begun.
 */
export function createClientErrorListener(
  runningOn: (socket: Duplex) => ServerResponse[],
  refuse: (socket: Duplex, code: ProblemCode) => void,
) {
  return (error: ClientError, socket: Duplex & { bytesRead?: number }): void => {
    const running = runningOn(socket);
    const last = running.at(-1);
    // A browser opens connections in advance, and would take a 408 for the answer to its first request.
    const isUnused = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0;
    if (error.code === 'ECONNRESET' || !socket.writable || isUnused) socket.destroy();
    else if (!last) refuse(socket, codeOf(error));
    else if (last.req.complete) last.once('close', () => refuse(socket, codeOf(error)));
    else if (running.length === 1 && !last.headersSent) refuse(socket, codeOf(error));
    else socket.destroy();
  };
}

function codeOf({ code = '' }: ClientError): ProblemCode {
  return CODES[code] ?? 'BAD_REQUEST';
}
