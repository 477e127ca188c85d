import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/testing/free-port';
import { addMember } from '@/testing/members';
import { startOwnPostgres } from '@/testing/own-postgres';
import { onDatabase, start, stop } from '../e2e/server';
import {
  expectAll,
  moreOf,
  refusalsOf,
  startPersistentWriters,
} from './balancer/persistent-writers';
import { haproxy, startProxy } from './proxies/programs';
import { reach } from './proxies/reach';
import { runDrill } from './report';

/** How many are written before, between and after what happens to the hosts. */
const WRITES = 300;

await runDrill(
  {
    name: 'balancer',
    title: 'Three hosts behind HAProxy',
    introduction: `Three processes on one PostgreSQL, each with a port of its own, behind HAProxy with the sample in \`deploy/\`. Eight clients
write over HTTP/2 without a pause; what breaks off or is a 503 they send again with the same \`Idempotency-Key\`. One
host is killed with SIGKILL, and comes back; then another is stopped with SIGTERM and \`DRAIN_SECONDS=4\`.`,
  },
  async (note, directory, onEnd) => {
    const database = await startOwnPostgres();
    onEnd(database.remove);
    const ports = [await findFreePort(), await findFreePort(), await findFreePort()];
    const hosts = ports.map((port) => ({ ...settings(database.url), PORT: String(port) }));
    const [first, second, third] = await Promise.all(hosts.map((host) => start(host)));
    const port = await findFreePort();
    const proxy = await startProxy(haproxy, { directory, port, upstreams: ports });
    onEnd(proxy.stop);
    const { ask } = await reach(proxy.certificate, port, '127.0.0.2');
    const member = await addMember(third!.port);
    const writers = startPersistentWriters(ask, member, 8);
    await moreOf(writers, WRITES);
    await stop(first!, 'SIGKILL');
    await moreOf(writers, WRITES);
    note('Answers that were no success while one was killed', refusalsOf(writers));
    const again = await start(hosts[0]!);
    // Two looks of HAProxy.
    await sleep(2_000);
    assert.equal(await stop(second!), 0);
    await moreOf(writers, WRITES);
    await writers.stop();
    assert.equal(writers.refused.size, 0);
    note('While another was stopped', refusalsOf(writers));
    await expectAll(third!, member, writers.written);
    note('Writes that were acknowledged, and found exactly once', writers.written.length);
    await Promise.all([stop(again), stop(third!)]);
  },
);

function settings(url: string): Record<string, string> {
  return { ...onDatabase(url), DRAIN_SECONDS: '4', TRUSTED_PROXIES: '127.0.0.1' };
}
