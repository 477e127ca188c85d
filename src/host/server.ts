import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import next from 'next';
import { createHandler } from '@/api/handler';
import type { Services } from '@/services';
import { createClientAddress } from './client-address';

/** Requests that are still running when the server stops have this long to end, in milliseconds. */
const DRAIN_TIMEOUT = 10_000;

/** A server that listens. */
export interface RunningServer {
  /** Stops listening, lets running requests end, and closes the pages and the services. */
  stop: () => Promise<void>;
}

/**
 * Serves the API straight from Node's http and everything else through Next, on one port. In
 * development Next serves the API too, so that changed code is reloaded.
 */
export async function startServer(services: Services): Promise<RunningServer> {
  const { HOST, PORT, NODE_ENV } = services.env;
  const dev = NODE_ENV === 'development';
  const pages = next({ dev, hostname: HOST, port: PORT });
  await pages.prepare();
  const answerPage = pages.getRequestHandler();
  const answerApi = dev ? answerPage : apiListener(services);

  const server = createServer((request, response) => {
    const answer = isApi(request) ? answerApi : answerPage;
    void answer(request, response);
  });
  await listen(server, HOST, PORT);

  return {
    stop: async () => {
      services.drain();
      await drain(server);
      await pages.close();
      await services.close();
    },
  };
}

function apiListener(services: Services) {
  const handle = createHandler(services);
  const clientAddress = createClientAddress(services.env.TRUSTED_PROXIES);
  return getRequestListener(
    (request, { incoming }) => handle(request, clientAddress(incoming as IncomingMessage)),
    { overrideGlobalObjects: false, hostname: 'localhost' },
  ) as (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

function isApi({ url = '/' }: IncomingMessage): boolean {
  return url === '/api' || url.startsWith('/api/') || url.startsWith('/api?');
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`PORT ${port} is in use; set another`) : error);
    });
    server.listen(port, host, resolve);
  });
}

/** Connections are closed when they are idle, at once or after the answer they wait for. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const timeout = setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT);
  await closed;
  clearInterval(idle);
  clearTimeout(timeout);
}
