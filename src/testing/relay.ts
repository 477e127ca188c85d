import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port';

/** The network in front of a server, which can fail in all the ways that networks do. */
export interface Relay {
  /** Leads to the target through the relay. */
  url: string;
  /** Keeps all connections, accepts new ones and moves nothing, not even the end of one. */
  stall: () => void;
  /** Goes on, with what had been sent meanwhile. */
  resume: () => void;
  /** Moves nothing any more on the connections there are, and tells nobody; new ones work. */
  forget: () => void;
  /** Breaks the connections there are. */
  cut: () => void;
  /** The same, by a reset. */
  reset: () => void;
  /** Refuses new connections, as if nothing listened. */
  refuse: (on: boolean) => Promise<void>;
  /** Accepts new connections and closes them at once. */
  hangUp: (on: boolean) => void;
  /** Holds whatever moves up for so many milliseconds. */
  delay: (ms: number) => void;
  close: () => Promise<void>;
}

/** Passes bytes on to the server at a URL such as that of a database. */
export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port: targetPort } = new URL(target);
  const port = await findFreePort();
  const sockets = new Set<Socket>();
  const lines = new Set<Line>();
  let moving: Promise<void> | undefined;
  let resume: (() => void) | undefined;
  let isHangingUp = false;
  let delayMs = 0;

  const server = createServer((near) => {
    if (isHangingUp) return void near.destroy();
    const far = connect(Number(targetPort), hostname);
    const line = { isForgotten: false };
    lines.add(line);
    join(near, far, line);
    return join(far, near, line);
  });
  await listen();

  return {
    url: Object.assign(new URL(target), { host: `127.0.0.1:${port}` }).href,
    stall,
    resume: () => resume?.(),
    forget,
    cut,
    reset,
    refuse: async (on) => (on ? void server.close() : listen()),
    hangUp: (on) => void (isHangingUp = on),
    delay: (ms) => void (delayMs = ms),
    close: async () => {
      resume?.();
      cut();
      if (server.listening) await once(server.close(), 'close');
    },
  };

  async function listen(): Promise<void> {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  }

  function stall(): void {
    resume?.();
    moving = new Promise<void>((resolve) => (resume = resolve));
  }

  function forget(): void {
    for (const line of lines) line.isForgotten = true;
    lines.clear();
  }

  function cut(): void {
    for (const socket of sockets) socket.destroy();
  }

  function reset(): void {
    for (const socket of sockets) socket.resetAndDestroy();
  }

  function join(from: Socket, to: Socket, line: Line): void {
    sockets.add(from);
    from.pipe(gate(line)).pipe(to);
    from.on('error', () => from.destroy());
    from.on('close', async () => {
      sockets.delete(from);
      lines.delete(line);
      await moving;
      if (!line.isForgotten) to.destroy();
    });
  }

  /** What a chunk, and the end, have to pass. */
  function gate(line: Line): Transform {
    return new Transform({
      transform: async (chunk, _encoding, done) => {
        if (delayMs > 0) await sleep(delayMs);
        await moving;
        if (!line.isForgotten) done(undefined, chunk);
      },
      flush: async (done) => {
        await moving;
        if (!line.isForgotten) done();
      },
    });
  }
}

/** A connection through the relay, both ways. */
interface Line {
  isForgotten: boolean;
}
