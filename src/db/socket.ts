import { connect, type Socket } from 'node:net';
import { beginDespiteLeftover } from './leftover';

/** Where postgres.js would connect to: one host, in lists. */
interface Target {
  host: readonly string[];
  port: readonly number[];
  path: string | false;
}

/** With `IDLE_SECONDS`, every statement has 6 s: more than PostgreSQL works on one. */
const SILENT_SECONDS = 10;
const IDLE_SECONDS = 4;
/** Shorter than the silence: who has not connected by then is told so. */
const CONNECT_SECONDS = 5;

/**
 * Options for postgres.js under which nothing waits without end for a database that is away, hangs
 * or is cut off: connections are made within 5 s, tried again twice a second at least, given up when
 * they have had nothing to do for 4 s, and cut when nothing has come for `silentSeconds`. `closeAll`
 * cuts those there are; new ones follow when needed.
 */
export function boundedConnections(silentSeconds = SILENT_SECONDS) {
  const open = new Set<Socket>();
  return {
    options: {
      connect_timeout: CONNECT_SECONDS,
      idle_timeout: IDLE_SECONDS,
      backoff,
      // A connection lost during that question of postgres.js's own would end the process.
      fetch_types: false,
      socket,
    },
    closeAll: () => {
      for (const one of open) one.destroy();
    },
  };

  function socket({ host, port, path }: Target): Socket {
    const one = path ? connect(path) : connect(port[0] ?? 0, host[0]);
    // postgres.js reads the name that a certificate has to bear from here.
    Object.assign(one, { host: host[0] });
    open.add(one);
    closeQuietly(one);
    beginDespiteLeftover(one);
    watch(one, silentSeconds, () => open.delete(one));
    one.once('end', () => refuseSilently(one));
    return one;
  }
}

/** Once it is in use a connection is closed without an error: postgres.js forgets what is sent between the error and the close. */
function closeQuietly(socket: Socket): void {
  const destroy = socket.destroy.bind(socket);
  socket.destroy = (error) => destroy(socket.bytesRead > 0 ? undefined : error);
}

/** Not by events: postgres.js removes all listeners when it begins with TLS. Nor by the clock: a process may be paused. */
function watch(socket: Socket, silentSeconds: number, onClosed: () => void): void {
  let read = 0;
  let silence = 0;
  const timer = setInterval(() => {
    silence = read === socket.bytesRead ? silence + 1 : 0;
    read = socket.bytesRead;
    if (silence >= silentSeconds) socket.destroy();
    if (!socket.destroyed) return;
    clearInterval(timer);
    onClosed();
  }, 1_000).unref();
}

/** Seconds before the next try, after so many that failed. */
function backoff(failures: number): number {
  return (0.5 + Math.random() / 2) * Math.min(3 ** failures / 100, 0.5);
}

/** postgres.js would try again at once, and without end. */
function refuseSilently(socket: Socket): void {
  if (socket.bytesRead > 0) return;
  const message = 'The connection was closed before the database said anything';
  socket.destroy(Object.assign(new Error(message), { code: 'CONNECTION_CLOSED' }));
}
