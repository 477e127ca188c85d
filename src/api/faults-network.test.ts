import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type FaultyService,
  PATIENCE_MS,
  startFaultyService,
  suffer,
  withOutcomes,
} from '@/testing/faulty-service';
import type { Relay } from '@/testing/relay';

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

let service: FaultyService;
beforeAll(async () => {
  service = await startFaultyService();
});
afterAll(() => service.close());

test.each(FAULTS)(
  'while the network %s everything is a 503, and afterwards as it was',
  async (_, fault) => {
    const { relay, servers } = service;
    const [, behindIt] = servers;
    const asked = await suffer([behindIt], { begin: () => fault(relay), readiness: 503 });
    expect(asked).toEqual(withOutcomes(asked, () => 'unavailable'));
  },
  PATIENCE_MS * 2,
);

test(
  'on a slow network everything is as always',
  async () => {
    const { relay, servers } = service;
    const begin = async () => {
      relay.delay(30);
      return async () => relay.delay(0);
    };
    const asked = await suffer(servers, { begin, readiness: 200 });
    expect(asked).toEqual(withOutcomes(asked, ({ success }) => success));
  },
  PATIENCE_MS * 2,
);

test.each(['cut', 'forget'] as const)(
  'connections that break are replaced (%s)',
  async (fault) => {
    const { relay, servers } = service;
    const [, behindIt] = servers;
    const begin = async () => {
      relay[fault]();
      return async () => undefined;
    };
    const asked = await suffer([behindIt], { begin });
    expect(asked).toEqual(
      withOutcomes(asked, ({ outcome, success }) =>
        outcome === success ? success : 'unavailable',
      ),
    );
  },
  PATIENCE_MS * 2,
);
