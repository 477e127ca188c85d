import { createOpenApiFetchHandler } from 'trpc-to-openapi';
import { router } from '../../../router.js';
import { problemOf } from '../../../../problems.mjs';

export { answer as GET, answer as PATCH, answer as POST, answer as PUT };

async function answer(request) {
  const response = await createOpenApiFetchHandler({
    endpoint: '/api',
    router,
    req: withBody(request),
    createContext: () => ({ authorization: request.headers.get('authorization') }),
    responseMeta: ({ paths, errors }) =>
      paths?.[0] === 'create' && errors.length === 0 ? { status: 201 } : {},
  });
  if (response.ok) return response;
  const { message } = await response.json();
  return Response.json(problemOf(response.status, message), {
    status: response.status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/** The library answers 415 to a PATCH without a body. */
function withBody(request) {
  if (request.method !== 'PATCH' || request.headers.has('content-type')) return request;
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  return new Request(request.url, { method: 'PATCH', headers, body: '{}' });
}
