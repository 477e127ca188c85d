import type { IncomingMessage, ServerResponse } from 'node:http';

/** `100 Continue` (RFC 9110 section 10.1.1) is sent when the body is wanted: never for a token that is refused. */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  const read = request._read;
  request._read = (size) => {
    request._read = read;
    if (!response.headersSent) response.writeContinue();
    read.call(request, size);
  };
}
