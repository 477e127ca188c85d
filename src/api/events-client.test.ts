import { once } from 'node:events';
import type { Socket } from 'node:net';
import {
  createTRPCClient,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClientError,
} from '@trpc/client';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '@/testing/app';
import { createTestServer, type TestServer } from '@/testing/http';
import type { AppRouter } from './router';

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer();
  ada = await server.signUp();
});

afterAll(() => server.close());

test("tRPC's client follows, comes back after a cut and learns why it may not any longer", async () => {
  const url = `http://127.0.0.1:${server.port}/api/trpc`;
  const headers = { authorization: `Bearer ${ada.token}` };
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: {
            fetch: (input, init) =>
              fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
          },
        }),
        false: httpLink({ url, headers }),
      }),
    ],
  });
  const told: string[] = [];
  const started = vi.fn<() => void>();
  const failed = vi.fn<(error: TRPCClientError<AppRouter>) => void>();
  const connected = once(server.http, 'connection') as Promise<[Socket]>;
  const subscription = client.tasks.onChange.subscribe(
    { user_id: ada.id },
    {
      onStarted: started,
      onData: ({ data }) => void told.push(data.type === 'upsert' ? data.task.title : 'deleted'),
      onError: failed,
    },
  );
  await expect.poll(() => started).toHaveBeenCalledTimes(1);
  await client.tasks.create.mutate({ user_id: ada.id, title: 'First' });
  await expect.poll(() => told).toEqual(['First']);

  const [socket] = await connected;
  socket.destroy();
  await client.tasks.create.mutate({ user_id: ada.id, title: 'Second' });
  await expect.poll(() => told).toEqual(['First', 'Second']);

  await server.send('POST', '/api/auth/sign-out', { token: ada.token });
  await expect.poll(() => failed).toHaveBeenCalledTimes(1);
  expect(failed.mock.lastCall?.[0].data?.problem).toMatchObject({ status: 401 });
  subscription.unsubscribe();
});
