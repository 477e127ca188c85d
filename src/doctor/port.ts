import { createServer } from 'node:net';
import { z } from 'zod';
import { Readiness } from '@/contract/system';
import type { Env } from '@/env';
import { VERSION } from '@/version';
import { failed, fine, type Finding, warning } from './finding';

const NAME = 'port';
const PATIENCE_MS = 5_000;

const Refusal = z.object({ type: z.string().includes('/problems/') });

/** Whether Tandem is well at its address, or could listen there. */
export async function examinePort({ HOST, PORT }: Env): Promise<Finding> {
  const host = HOST === '0.0.0.0' ? '127.0.0.1' : HOST === '::' ? '::1' : HOST;
  const place = `${host.includes(':') ? `[${host}]` : host}:${PORT}`;
  const reason = await whyNotFree(HOST, PORT);
  if (reason === undefined) return fine(NAME, `${place} is free`);
  if (reason !== 'EADDRINUSE') {
    return failed(
      NAME,
      `${place}: ${reason}`,
      'Set HOST to an address of this machine and PORT to one that it may use.',
    );
  }
  const answer = await fetch(`http://${place}/api/readyz`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined);
  const json: unknown = await answer?.json().catch(() => undefined);
  const ready = Readiness.safeParse(json).data;
  if (ready?.version === VERSION) return fine(NAME, `Tandem ${VERSION} is ready at ${place}`);
  if (ready) {
    const found = `Tandem ${ready.version} is ready at ${place}, and this is ${VERSION}`;
    return warning(NAME, found, 'Restart it for this release.');
  }
  if (answer?.status === 503 && Refusal.safeParse(json).success) {
    const found = `Tandem at ${place} is not ready`;
    return failed(NAME, found, 'It starts, stops, or has lost its database: see its log.');
  }
  return failed(NAME, `another program listens at ${place}`, 'Set PORT to another one, or end it.');
}

/** A code of Node's; undefined if a server could listen. */
function whyNotFree(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
