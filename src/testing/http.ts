import { Agent, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiListener } from '@/host/api-listener';
import { createHttpServer } from '@/host/http-server';
import type { ServiceOptions } from '@/services';
import { createTestApp, type TestApp } from './app';
import { createConformance } from './document';
import type { OpenApiDocument } from './document-parts';

/** The whole API on a port of its own, without the pages. */
export interface TestServer extends TestApp {
  port: number;
  http: Server;
  /** Sends a request as it is written, and throws when the answer is not what the document says. */
  send: (method: string, path: string, message?: Message) => Promise<Answer>;
}

/** What goes with a request; of `json`, `text` and `bytes` one at most. */
export interface Message {
  token?: string;
  headers?: Record<string, string | string[]>;
  /** A value, sent as `application/json`. */
  json?: unknown;
  /** Text, well-formed or not, sent as `application/json`. */
  text?: string;
  /** Sent without a content type. */
  bytes?: string | Uint8Array;
  /** The document describes less than is accepted, and the test knows. */
  undescribed?: boolean;
}

/** What came back; `json` is undefined where the body is none. */
export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
  text: string;
  json: unknown;
}

/** A request as it went out, for those who judge it. */
export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: string | Uint8Array | undefined;
}

/** Serves the API as production does; `overrides` are environment variables. */
export async function createTestServer(
  overrides: Record<string, string> = {},
  options: ServiceOptions = {},
): Promise<TestServer> {
  const app = await createTestApp(overrides, options);
  const server = createHttpServer(createApiListener(app.services), app.services);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const exchange = (sent: Sent) => sendTo(port, agent, sent);
  const conforms = createConformance(await fetchDocument(exchange));

  return {
    ...app,
    port,
    http: server,
    send: async (method, path, message = {}) => {
      const sent = writeRequest(method, path, message);
      const answer = await exchange(sent);
      conforms(sent, answer, message.undescribed);
      return answer;
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
    },
  };
}

async function fetchDocument(exchange: (sent: Sent) => Promise<Answer>): Promise<OpenApiDocument> {
  const { json } = await exchange(writeRequest('GET', '/api/openapi.json', {}));
  return json as OpenApiDocument;
}

function writeRequest(method: string, path: string, message: Message): Sent {
  const { token, json } = message;
  const text = json === undefined ? message.text : JSON.stringify(json);
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(text !== undefined && { 'content-type': 'application/json' }),
    ...message.headers,
  };
  return { method, path, headers, body: text ?? message.bytes };
}

/** Node's own client sends what `fetch` refuses to: any method, path and header. */
function sendTo(port: number, agent: Agent, { method, path, headers, body }: Sent) {
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, agent, method, path, headers },
      async (response) => {
        const { statusCode: status = 0 } = response;
        const text = Buffer.concat(await response.toArray()).toString();
        resolve({ status, headers: response.headers, text, json: parseJson(text) });
      },
    );
    outgoing.on('error', reject);
    if (body !== undefined) outgoing.setHeader('content-length', Buffer.byteLength(body));
    outgoing.end(body);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
