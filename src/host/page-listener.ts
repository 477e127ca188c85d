import type { RequestListener } from 'node:http';
import { securityHeaders } from '@/api/security-headers';
import type { Env } from '@/env';

/** Answers requests for pages and assets; each answer has the security headers, whoever of Next gives it. */
export function createPageListener(answer: RequestListener, env: Env): RequestListener {
  const headers = new Map(Object.entries(securityHeaders(env)));
  return (request, response) => {
    response.setHeaders(headers);
    answer(request, response);
  };
}
