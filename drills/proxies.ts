import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { findFreePort } from '@/testing/free-port';
import { start, type Tandem } from '../e2e/server';
import { askFrom } from './proxies/ask';
import { addressSeen, FORGED, useThrough } from './proxies/journey';
import { caddy, haproxy, nginx, type ProxyProgram, startProxy } from './proxies/programs';
import { reach } from './proxies/reach';
import { type Note, runDrill } from './report';

/** Addresses of this machine that are no proxies. */
const [CLIENT, STRANGER] = ['127.0.0.2', '127.0.0.3'];

await runDrill(
  {
    name: 'proxies',
    title: 'Behind Caddy, nginx and HAProxy',
    introduction: `Each runs with its sample in \`deploy/\`, in which only names, ports and certificates were
changed, in front of one process with \`TRUSTED_PROXIES=127.0.0.1\`. The client speaks HTTP/2 over TLS, asks for gzip,
comes from ${CLIENT} and claims to be ${FORGED}.`,
  },
  async (note, directory) => {
    const port = await findFreePort();
    const settings = {
      PORT: String(port),
      DATA_DIR: path.join(directory, 'data'),
      TRUSTED_PROXIES: '127.0.0.1',
    };
    const tandem = await start({ ...settings, BETTER_AUTH_URL: `http://localhost:${port}` });
    const all = [caddy, nginx, haproxy].map((program) => tryProxy(program, directory, tandem));
    for (const findings of await Promise.all(all)) for (const found of findings) note(...found);
    const address = await addressSeen(askFrom(STRANGER, port));
    assert.equal(address, STRANGER);
    note(`Without a proxy, it takes a client at ${STRANGER} for`, address);
  },
);

async function tryProxy(
  program: ProxyProgram,
  parent: string,
  tandem: Tandem,
): Promise<Parameters<Note>[]> {
  const directory = path.join(parent, program.name);
  await mkdir(directory);
  const port = await findFreePort();
  const proxy = await startProxy(program, { directory, port, upstreams: [tandem.port] });
  try {
    const client = await reach(proxy.certificate, port, CLIENT);
    const found = await useThrough(client, CLIENT);
    client.close();
    return found.map(([what, result]) => [`${program.name}: ${what}`, result]);
  } catch (error) {
    throw new Error(`${program.name}: ${proxy.output()}`, { cause: error });
  } finally {
    await proxy.stop();
  }
}
