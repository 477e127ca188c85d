import type { IncomingMessage, ServerResponse } from 'node:http';

/** `100 Continue` (RFC 9110 section 10.1.1) is sent when the body is wanted: never for a token that is refused. */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  const { shouldKeepAlive } = response;
  const read = request._read;
  // Nobody knows whether a body follows that was not asked for.
  response.shouldKeepAlive = false;
  request._read = (size) => {
    request._read = read;
    if (!response.headersSent) {
      response.shouldKeepAlive = shouldKeepAlive;
      response.writeContinue();
    }
    read.call(request, size);
  };
}
