import type { IncomingMessage, RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createHandler } from '@/api/handler';
import type { Services } from '@/services';
import { createClientAddress } from './client-address';

/** Answers requests under `/api` straight from Node's http; a URL that cannot be read leads nowhere. */
export function createApiListener(services: Services): RequestListener {
  const handle = createHandler(services);
  const clientAddress = createClientAddress(services.env.TRUSTED_PROXIES);
  const nowhere = new URL('/api/', services.env.BETTER_AUTH_URL);
  return getRequestListener(
    (request, { incoming }) => handle(request, clientAddress(incoming as IncomingMessage)),
    {
      overrideGlobalObjects: false,
      hostname: 'localhost',
      errorHandler: () => handle(new Request(nowhere)),
    },
  ) as RequestListener;
}

/** Whether a request is for the API, not for a page. */
export function isApi({ url = '/' }: IncomingMessage): boolean {
  return url === '/api' || url.startsWith('/api/') || url.startsWith('/api?');
}
