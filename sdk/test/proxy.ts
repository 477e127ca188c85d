import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request: an answer in the server's stead, a connection cut before or behind its work, or an answer that begins and says nothing. */
export type Fate =
  | { status: number; headers?: Record<string, string> }
  | 'unsent'
  | 'unanswered'
  | 'silent';

export interface Proxy {
  url: string;
  /** What came, the oldest first. */
  requests: { method: string; path: string; headers: IncomingHttpHeaders }[];
  /** What becomes of the next requests, one each; after them all are passed on. */
  fates: Fate[];
  /** Cuts the answers that are under way. */
  cut: () => void;
  /** Forgets what came and what was to become of the next. */
  forget: () => void;
  close: () => Promise<void>;
}

/** A gateway in front of a port of this machine, which can fail as gateways do. */
export async function startProxy(port: number): Promise<Proxy> {
  const underWay = new Set<ServerResponse>();
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    proxy.requests.push({ method, path, headers });
    const fate = proxy.fates.shift();
    if (fate === 'unsent') return void outgoing.destroy();
    if (typeof fate === 'object') {
      return void outgoing.writeHead(fate.status, fate.headers).end();
    }
    const answer = await passOn(port, incoming).catch(() => undefined);
    if (!answer || fate === 'unanswered') return void outgoing.destroy();
    underWay.add(outgoing);
    outgoing.once('close', () => {
      underWay.delete(outgoing);
      answer.destroy();
    });
    outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
    if (fate === 'silent') return outgoing.flushHeaders();
    answer.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    fates: [],
    cut: () => {
      for (const outgoing of underWay) outgoing.destroy();
    },
    forget: () => {
      proxy.requests.length = 0;
      proxy.fates.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
  return proxy;
}

async function passOn(port: number, incoming: IncomingMessage): Promise<IncomingMessage> {
  const { method, url: path, headers } = incoming;
  const body = Buffer.concat(await incoming.toArray());
  const onward = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  onward.end(body);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  return answer;
}
