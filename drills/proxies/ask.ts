import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text as readAll } from 'node:stream/consumers';

interface Asking {
  method?: string;
  headers?: Record<string, string>;
  json?: object;
}

/** An answer, its body as text. */
export interface Told {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Sends a request and gives the whole answer. */
export type Ask = (path: string, asking?: Asking) => Promise<Told>;

/** What goes over the wire for one. */
export function formOf({ method = 'GET', headers, json }: Asking = {}) {
  const type = json && { 'content-type': 'application/json' };
  return { method, headers: { ...type, ...headers }, body: json && JSON.stringify(json) };
}

/** Asks a port directly, over HTTP/1.1, from an address of its own. */
export function askFrom(localAddress: string, port: number): Ask {
  return async (path, asking) => {
    const { body, ...form } = formOf(asking);
    const outgoing = request({ host: '127.0.0.1', port, path, localAddress, ...form }).end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 0, headers: answer.headers, text: await readAll(answer) };
  };
}
