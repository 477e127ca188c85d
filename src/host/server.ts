import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import next from 'next';
import type { Services } from '@/services';
import { createApiListener, isApi } from './api-listener';
import { drain } from './drain';
import { createPageListener } from './page-listener';
import { createHttpServer } from './http-server';

/** A server that listens. */
export interface RunningServer {
  /**
   * Is not ready any more, and after `delay` seconds, in which balancers notice, stops listening, ends
   * the streams, lets running requests end, and closes the pages and the services.
   */
  stop: (delay: number) => Promise<void>;
}

/**
 * Serves the API straight from Node's http and everything else through Next, on one port. In
 * development Next serves the API too, so that changed code is reloaded.
 */
export async function startServer(services: Services): Promise<RunningServer> {
  const { HOST, PORT, NODE_ENV } = services.env;
  const dev = NODE_ENV === 'development';
  // Next listens to upgrades of the server it finds, and closes them; in development it needs them.
  const pages = next({
    dev,
    hostname: HOST,
    port: PORT,
    ...(!dev && { httpServer: createServer() }),
  });
  await pages.prepare();
  const answerByNext = pages.getRequestHandler();
  const answerPage = createPageListener(answerByNext, services);
  const answerApi = dev ? answerByNext : createApiListener(services);

  let stopping = false;
  const answer: RequestListener = (request, response) => {
    if (stopping) response.shouldKeepAlive = false;
    void (isApi(request) ? answerApi : answerPage)(request, response);
  };
  const server = createHttpServer(answer, services);
  const hotReloads = new Set<Duplex>();
  if (dev) server.on('upgrade', (_request, socket) => hotReloads.add(socket));
  await listen(server, HOST, PORT);

  return {
    stop: async (delay) => {
      stopping = true;
      services.drain();
      await wait(delay * 1_000);
      services.live.close();
      // The server does not know them any more, and would wait for them without end.
      for (const socket of hotReloads) socket.destroy();
      await drain(server);
      await pages.close();
      await services.close();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      const reason = isTaken
        ? `PORT ${port} is in use; set another`
        : `HOST ${host}: ${cause.message}`;
      reject(new Error(reason, { cause }));
    });
    server.listen(port, host, resolve);
  });
}
