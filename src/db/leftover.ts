import type { Socket } from 'node:net';

/** The codes that a connection begins with: version 3.0 of the protocol, or the wish for TLS. */
const STARTS = [0x00_03_00_00, 80_877_103];

/**
 * Lets a new connection begin although postgres.js still holds what it had not written when the one before
 * closed: it would wait for that to be written, and then write it first. Closed at once it is made
 * anew, until so much has gathered that postgres.js does not wait.
 */
export function beginDespiteLeftover(socket: Socket): void {
  const write = socket.write.bind(socket) as (bytes: Buffer, done?: () => void) => boolean;
  let hasBegun = false;
  socket.write = ((bytes: Buffer, done?: () => void) => {
    hasBegun = true;
    socket.write = write as Socket['write'];
    return write(bytes.subarray(startOf(bytes)), done);
  }) as Socket['write'];
  // In the second turn it has written, if it does not wait.
  setImmediate(() =>
    setImmediate(() => {
      const isReady = socket.listenerCount('data') > 0;
      if (isReady && !hasBegun) socket.destroy();
    }),
  );
}

/** Where the message begins with which all ends; messages that are begun with have no letter, only length and code. */
function startOf(bytes: Buffer): number {
  for (let at = bytes.length - 8; at > 0; at -= 1) {
    const isLast = bytes.readInt32BE(at) === bytes.length - at;
    if (isLast && STARTS.includes(bytes.readInt32BE(at + 4))) return at;
  }
  return 0;
}
