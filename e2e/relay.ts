import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The network between the browser and Tandem, as a SOCKS proxy, so that a test can cut it. */
export interface Relay {
  url: string;
  /** Breaks all connections and refuses new ones until `mend`. */
  cut: () => void;
  mend: () => void;
  close: () => void;
}

/** Passes bytes on to the server at a URL. */
export async function createRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((browser) => {
    if (isCut) return browser.destroy();
    const tandem = connect(Number(port), hostname);
    for (const socket of [browser, tandem]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        browser.destroy();
        tandem.destroy();
        sockets.delete(socket);
      });
    }
    return join(browser, tandem);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  function cut(): void {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => (isCut = false),
    close: () => {
      cut();
      server.close();
    },
  };
}

/** Says yes to whatever SOCKS 5 (RFC 1928) asks for: no authentication, and the connection. */
function join(browser: Socket, tandem: Socket): void {
  browser.once('data', () => {
    browser.write(Uint8Array.of(5, 0));
    browser.once('data', () => {
      browser.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
      browser.pipe(tandem).pipe(browser);
    });
  });
}
