import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address that nobody has a reason to ask. */
export interface Decoy {
  url: string;
  /** The paths that were asked for. */
  requests: string[];
  close: () => Promise<void>;
}

export async function startDecoy(): Promise<Decoy> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end('{"keys":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
