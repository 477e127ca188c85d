import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { DEADLINE_MS } from '@/api/gate';
import { connectionsOf } from './connections';

/** In milliseconds. */
const TIMES = {
  /** Longer than an answer takes, so that every request that was accepted has its own. */
  end: DEADLINE_MS + 1_000,
  /** Who neither asks for anything nor takes what was asked for is not waited for any longer. */
  silence: 5_000,
};

/** Stops listening; connections are closed when they are idle, at once or after the answer they wait for. */
export async function drain(server: Server, { end, silence } = TIMES): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.on('timeout', closeSilent);
  for (const socket of connectionsOf(server)) socket.setTimeout(silence);
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const timeout = setTimeout(() => server.closeAllConnections(), end);
  await closed;
  clearInterval(idle);
  clearTimeout(timeout);
}

/** Who waits for an answer that is not there yet is as silent. */
function closeSilent(socket: Socket): void {
  if (socket.bytesRead === 0 || socket.writableLength > 0) socket.destroy();
}
