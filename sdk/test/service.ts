import { onTestFinished } from 'vitest';
import { createTestServer, type TestServer } from '@/testing/http';
import { PASSWORD } from '@/testing/app';
import { signUp, type Tandem } from '@tandem/sdk';
import { type Proxy, startProxy } from './proxy';

/** The service on a port of its own, with a network in front of it. */
export interface Service extends TestServer {
  baseUrl: string;
  proxy: Proxy;
}

export async function startService(overrides: Record<string, string> = {}): Promise<Service> {
  const server = await createTestServer(overrides);
  const proxy = await startProxy(server.port);
  return {
    ...server,
    baseUrl: `http://127.0.0.1:${server.port}`,
    proxy,
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}

/** Somebody who wants an account. */
export function aStranger() {
  return { name: 'Ada', email: `${crypto.randomUUID()}@example.com`, password: PASSWORD };
}

/** Signs somebody new up through the proxy, which then answers as it is told. */
export async function signUpThrough({ proxy }: Service): Promise<Tandem> {
  onTestFinished(() => proxy.forget());
  const tandem = await signUp({ baseUrl: proxy.url, ...aStranger() });
  proxy.forget();
  return tandem;
}
