import { type Relay, startRelay } from '@/testing/relay';
import { test as base } from './test';

/** A test whose browser reaches the server over a network that can fail. */
export const test = base.extend<{ relay: Relay }>({
  relay: async ({ baseURL }, use) => {
    const relay = await startRelay(baseURL!);
    await use(relay);
    await relay.close();
  },
  // What a browser sends to a proxy, the server takes as well: the path in an absolute URL.
  proxy: async ({ relay }, use) => use({ server: relay.url, bypass: '<-loopback>' }),
});
