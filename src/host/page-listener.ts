import type { RequestListener } from 'node:http';
import { requestIdOf } from '@/api/request-id';
import { securityHeaders } from '@/api/security-headers';
import { mend } from './page-request';
import { type Host, refuse } from './refusal';

const METHODS = ['GET', 'HEAD'];

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
    answer(request, response);
  };
}
