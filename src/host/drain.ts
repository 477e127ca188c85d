import type { Server } from 'node:http';

/** Requests that are still running when the server stops have this long to end, in milliseconds. */
const DRAIN_TIMEOUT = 10_000;

/** Stops listening; connections are closed when they are idle, at once or after the answer they wait for. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const timeout = setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT);
  await closed;
  clearInterval(idle);
  clearTimeout(timeout);
}
