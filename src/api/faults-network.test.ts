import { LIMIT, test } from '@/testing/faulty-service';
import type { Relay } from '@/testing/relay';
import { expectOutcomes, suffer, unavailable, unavailableAtWorst } from '@/testing/suffer';

/** What the network does; the result ends it. */
type Fault = (relay: Relay) => Promise<() => Promise<unknown>>;

const FAULTS: [string, Fault][] = [
  [
    'refuses connections',
    async (relay) => {
      await relay.refuse(true);
      relay.cut();
      return () => relay.refuse(false);
    },
  ],
  [
    'accepts connections and closes them',
    async (relay) => {
      relay.hangUp(true);
      relay.cut();
      return async () => relay.hangUp(false);
    },
  ],
  [
    'moves nothing',
    async (relay) => {
      relay.stall();
      return async () => relay.resume();
    },
  ],
];

test.for(FAULTS)(
  'while the network %s everything is a 503, and afterwards as it was',
  LIMIT,
  async ([, fault], { service }) => {
    const { relay, servers } = service;
    const [, behindIt] = servers;
    const asked = await suffer([behindIt], { begin: () => fault(relay), readiness: 503 });
    expectOutcomes(asked, unavailable);
  },
);

test('on a slow network everything is as always', LIMIT, async ({ service }) => {
  const { relay, servers } = service;
  const begin = async () => {
    relay.delay(30);
    return async () => relay.delay(0);
  };
  const asked = await suffer(servers, { begin, readiness: 200 });
  expectOutcomes(asked, ({ success }) => success);
});

test.for(['cut', 'forget'] as const)(
  'connections that break are replaced (%s)',
  LIMIT,
  async (fault, { service }) => {
    const { relay, servers } = service;
    const [, behindIt] = servers;
    const begin = async () => {
      relay[fault]();
      return async () => undefined;
    };
    expectOutcomes(await suffer([behindIt], { begin }), unavailableAtWorst);
  },
);
