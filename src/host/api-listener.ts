import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Answer, toResponse } from '@/api/answer';
import { createAnswerer } from '@/api/handler';
import type { Services } from '@/services';
import { createClientAddress } from './client-address';

/** Answers requests under `/api` straight from Node's http; a URL that cannot be read leads nowhere. */
export function createApiListener(services: Services): RequestListener {
  const answer = createAnswerer(services);
  const clientAddress = createClientAddress(services.env.TRUSTED_PROXIES);
  const nowhere = new URL('/api/', services.env.BETTER_AUTH_URL);
  return getRequestListener(
    async (request, bindings) => {
      const incoming = bindings.incoming as IncomingMessage;
      const answered = await answer(request, clientAddress(incoming));
      if (answered instanceof Response) return answered;
      send(bindings.outgoing as ServerResponse, answered);
      return RESPONSE_ALREADY_SENT;
    },
    {
      overrideGlobalObjects: false,
      hostname: 'localhost',
      errorHandler: async () => toResponse(await answer(new Request(nowhere))),
    },
  ) as RequestListener;
}

/** A 204 and a 304 have no length (RFC 9110 section 8.6), and here a HEAD has none either. */
function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  if (body === null) return void outgoing.writeHead(status, headers).end();
  headers.push('content-length', String(Buffer.byteLength(body)));
  outgoing.writeHead(status, headers).end(body);
}

/** Paths that are not resolved to others. */
const PLAIN = /^\/[\w/-]*$/;

/** Whether a request is for the API, not for a page: by the path that its URL is resolved to, if to any. */
export function isApi({ url = '/' }: IncomingMessage): boolean {
  const pathname = PLAIN.test(url) ? url : pathOf(url);
  return pathname === undefined || pathname === '/api' || pathname.startsWith('/api/');
}

function pathOf(url: string): string | undefined {
  const target = url.startsWith('/') ? `http://localhost${url}` : url;
  return URL.canParse(target) ? new URL(target).pathname : undefined;
}
