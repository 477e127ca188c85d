import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** Milliseconds after which a connection that is still open is held to hang. */
const PATIENCE = 60_000;

const EVENTS = /^content-type: text\/event-stream/im;

/** How a connection went. */
export interface Course {
  bytes: Buffer;
  /** It was reset: what the server wrote last may be lost. */
  reset: boolean;
  /** Events had begun, and the client left. */
  isStream: boolean;
}

/**
 * Sends bytes, in pieces, over a connection of their own and reads until the server closes it.
 * Whoever follows events leaves when they begin; with `hangUpAfter`, the client ends its side when it
 * has heard nothing for so many milliseconds. @throws Error when the server leaves it open.
 */
export function converse(
  port: number,
  pieces: Uint8Array[],
  { hangUpAfter }: { hangUpAfter?: number | undefined } = {},
): Promise<Course> {
  return new Promise((resolve, reject) => {
    const read: Buffer[] = [];
    let reset = false;
    let isStream = false;
    const socket = connect(port, '127.0.0.1', () => void writeAll(socket, pieces));
    socket.setNoDelay();
    const hang = setTimeout(() => {
      reject(new Error(`The connection was left open for ${PATIENCE} ms`));
      socket.destroy();
    }, PATIENCE);
    if (hangUpAfter !== undefined) socket.setTimeout(hangUpAfter, () => socket.end());
    socket.on('data', (chunk) => {
      read.push(chunk);
      const begin = read.length < 8 ? Buffer.concat(read).toString('latin1') : '';
      isStream ||= EVENTS.test(begin);
      if (isStream) socket.destroy();
    });
    socket.on('error', () => {
      reset = true;
    });
    socket.on('close', () => {
      clearTimeout(hang);
      resolve({ bytes: Buffer.concat(read), reset, isStream });
    });
  });
}

/** A piece may arrive by itself: the network knows nothing of requests. */
async function writeAll(socket: Socket, pieces: Uint8Array[]): Promise<void> {
  for (const piece of pieces) {
    if (!socket.writable) return;
    socket.write(piece);
    await setImmediate();
  }
}
