import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const connections = new WeakMap<Server, Set<Socket>>();

/** Keeps the connections of a server that are open, which Node counts but does not tell. */
export function followConnections(server: Server): Set<Socket> {
  const open = new Set<Socket>();
  connections.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return open;
}

/** The connections of a server that `followConnections` keeps. */
export function connectionsOf(server: Server): Iterable<Socket> {
  return connections.get(server) ?? [];
}
