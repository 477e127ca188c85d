import { once } from 'node:events';
import { type ClientHttp2Stream, connect } from 'node:http2';
import { text as readAll } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { parseEvents } from '@/testing/event-source';
import { type Ask, formOf, type Told } from './ask';

/** One connection over HTTP/2 and TLS, from an address of its own. */
export interface Http2Client {
  ask: Ask;
  /** The events of a stream, as they come. */
  follow: (path: string, headers: object) => Promise<ReturnType<typeof parseEvents>>;
  close: () => void;
}

/** Connects to localhost. @throws when the server does not speak HTTP/2 or has another certificate. */
export async function connectHttp2(
  port: number,
  ca: Buffer,
  localAddress: string,
): Promise<Http2Client> {
  const place = { host: '127.0.0.1', port, localAddress };
  const socket = connectTls({ ...place, ca, servername: 'localhost', ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  const session = connect(`https://localhost:${port}`, { createConnection: () => socket });
  session.on('error', () => undefined);
  if (session.connecting) await once(session, 'connect');
  return {
    ask: async (path, asking) => {
      const { method, headers, body } = formOf(asking);
      const stream = session.request({ ':method': method, ':path': path, ...headers });
      const told = await answerOf(stream.end(body));
      return { ...told, text: await readAll(stream) };
    },
    follow: async (path, headers) => {
      const stream = session.request({ ':path': path, ...headers });
      await answerOf(stream);
      return parseEvents(stream);
    },
    close: () => session.destroy(),
  };
}

async function answerOf(stream: ClientHttp2Stream): Promise<Omit<Told, 'text'>> {
  const [headers] = (await once(stream, 'response')) as [Told['headers'] & { ':status': number }];
  return { status: headers[':status'], headers };
}
