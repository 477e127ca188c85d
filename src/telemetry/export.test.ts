import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseEnv } from '@/env';
import { createTestApp } from '@/testing/app';
import { createTelemetry } from './telemetry';

interface Received {
  path: string | undefined;
  body: Record<string, unknown>;
}

const received: Received[] = [];
const collector = createServer(async (request, response) => {
  received.push({ path: request.url, body: (await json(request)) as Received['body'] });
  response.setHeader('content-type', 'application/json').end('{}');
});
let endpoint: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
});

afterAll(() => collector.close());

test('a collector that is away is told in the log, and holds up neither requests nor the end', async () => {
  const texts: unknown[] = [];
  const log = { warn: (details: object) => texts.push(details) };
  const env = parseEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  const telemetry = await createTelemetry(env, log as never);
  const known = { route: undefined, traceId: undefined };
  const asked = { method: 'GET', headers: new Headers() };
  const answered = await telemetry?.request(known, asked, async () => ({ status: 200 }));
  expect(answered).toEqual({ status: 200 });
  // It is tried again for ten seconds.
  await expect.poll(() => JSON.stringify(texts), { timeout: 60_000 }).toContain('ECONNREFUSED');
  await telemetry?.close();
}, 90_000);

test('spans and metrics are sent to the collector that the environment names, the last of them when the process stops', async () => {
  const app = await createTestApp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  const ada = await app.signUp();
  await app.handle(
    new Request(new URL(`/api/${ada.id}/tasks`, app.services.env.BETTER_AUTH_URL), {
      headers: { authorization: `Bearer ${ada.token}` },
    }),
  );
  await app.close();

  for (const name of ['"service.name"', '"tandem"', 'tasks.list', '/api/{user_id}/tasks']) {
    expect(sent('/v1/traces')).toContain(name);
  }
  for (const name of ['http.server.request.duration', 'db.client.operation.duration']) {
    expect(sent('/v1/metrics')).toContain(name);
  }
});

function sent(path: string): string {
  return JSON.stringify(received.filter((one) => one.path === path).map(({ body }) => body));
}
