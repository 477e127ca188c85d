import { connect, type Socket } from 'node:net';

/** Where postgres.js would connect to; several hosts are those of one database. */
interface Target {
  host: readonly string[];
  port: readonly number[];
  path: string | false;
}

/** Longer than PostgreSQL works on one statement, so that a connection that is silent for so long is dead. */
const SILENCE_MS = 6_000;
/** Shorter than the silence: who has not connected by then is told so. */
const CONNECT_SECONDS = 5;

/**
 * Options for postgres.js under which nothing waits without end for a database that is away, hangs
 * or is cut off: connections are made within 5 s, tried again twice a second at least, and closed
 * when nothing has come for `silenceMs` (or twice that, at most). `closeAll` closes those there are;
 * new ones follow when needed.
 */
export function boundedConnections(silenceMs = SILENCE_MS) {
  const open = new Set<Socket>();
  let made = 0;
  return {
    options: { connect_timeout: CONNECT_SECONDS, backoff, socket },
    closeAll: () => {
      for (const one of open) one.destroy();
    },
  };

  function socket({ host, port, path }: Target): Socket {
    const index = (made += 1) % host.length;
    const one = path ? connect(path) : connect(port[index] ?? 0, host[index]);
    // postgres.js reads the name that a certificate has to bear from here.
    Object.assign(one, { host: host[index] });
    open.add(one);
    watch(one, silenceMs, () => open.delete(one));
    one.once('end', () => refuseSilently(one));
    return one;
  }
}

/** Not by events: postgres.js removes all listeners when it begins with TLS. */
function watch(socket: Socket, silenceMs: number, onClosed: () => void): void {
  let seen = 0;
  const timer = setInterval(() => {
    if (seen > 0 && seen === socket.bytesRead) socket.destroy();
    seen = socket.bytesRead;
    if (!socket.destroyed) return;
    clearInterval(timer);
    onClosed();
  }, silenceMs).unref();
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
