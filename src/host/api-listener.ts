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

/** Whether a request is for the API, not for a page: by the path that its URL is resolved to. */
export function isApi({ url = '/' }: IncomingMessage): boolean {
  const target = url.startsWith('/') ? `http://localhost${url}` : url;
  if (!URL.canParse(target)) return true;
  const { pathname } = new URL(target);
  return pathname === '/api' || pathname.startsWith('/api/');
}
