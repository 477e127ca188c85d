import { test as base } from 'vitest';
import type { Person } from './app';
import { addAccount, addDevice } from './devices';
import { createTestServer } from './http';

/** A test with a server of its file's own, and somebody new who uses it on a laptop and a phone. */
export const test = base
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads the pattern.
  .extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
    const server = await createTestServer();
    onCleanup(server.close);
    return server;
  })
  .extend('laptop', ({ server }) => addAccount(server))
  .extend('phone', ({ server, laptop }) => addDevice(server, laptop))
  // Requests go to what is somebody's own.
  .extend(
    'ask',
    ({ server }) =>
      ({ id, token }: Pick<Person, 'id' | 'token'>, method: string, path: string, json?: object) =>
        server.send(method, `/api/${id}/${path}`, { token, ...(json && { json }) }),
  );
