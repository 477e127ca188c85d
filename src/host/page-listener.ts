import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { requestIdOf } from '@/api/request-id';
import { logRequest } from '@/api/request-log';
import { traceIdIn } from '@/api/traceparent';
import { securityHeaders } from '@/api/security-headers';
import { mend } from './page-request';
import { type Host, refuse } from './refusal';

const METHODS = ['GET', 'HEAD'];

/** Scripts, styles and typefaces of the pages. */
const ASSETS = '/_next/';

/**
 * Answers requests for pages and assets; each answer has the security headers and the id of its request, whoever of
 * Next gives it. Nothing else than to be read can be asked of them: what pages do, they do through the API.
 */
export function createPageListener(answer: RequestListener, host: Host): RequestListener {
  const headers = new Map(Object.entries(securityHeaders(host.env)));
  // In development Next's own tools send it more.
  const isRefused =
    host.env.NODE_ENV === 'development' ? () => false : (method = '') => !METHODS.includes(method);
  return (request, response) => {
    if (isRefused(request.method))
      return refuse(response, 'METHOD_NOT_SUPPORTED', host, { allow: METHODS.join(', ') });
    mend(request);
    const requestId = requestIdOf(request.headers['x-request-id']);
    // The page reads it where it tells what went wrong.
    request.headers['x-request-id'] = requestId;
    response.setHeaders(headers).setHeader('x-request-id', requestId);
    if (!request.url?.startsWith(ASSETS)) logAnswer(request, response, requestId, host);
    answer(request, response);
  };
}

function logAnswer(
  { method, url = '/', headers: { traceparent } }: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  host: Host,
): void {
  const start = performance.now();
  response.once('close', () => {
    const traceId = traceIdIn(typeof traceparent === 'string' ? traceparent : null);
    const status = response.statusCode;
    logRequest(host, start, { requestId, traceId, method, route: routeOf(url), status });
  });
}

/** The first word of a path, which is the page; what follows may be anything. */
function routeOf(url: string): string {
  const [, page = '*', more = ''] = /^\/([a-z-]{0,20})(?:[?#]|$|(\/))/.exec(url) ?? [];
  return `/${page}${more && '/*'}`;
}
