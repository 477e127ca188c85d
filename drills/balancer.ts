import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/testing/free-port';
import { addMember } from '@/testing/members';
import { startOwnPostgres } from '@/testing/own-postgres';
import { onDatabase, start, stop, type Tandem } from '../e2e/server';
import { titlesOf } from '../e2e/writers';
import { startPersistentWriters, type Writers } from './balancer/persistent-writers';
import { haproxy, startProxy } from './proxies/programs';
import { reach } from './proxies/reach';
import { type Note, runDrill } from './report';

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
  async (note, directory) => {
    const database = await startOwnPostgres();
    const ports = [await findFreePort(), await findFreePort(), await findFreePort()];
    const hosts = ports.map((port) => ({ ...settings(database.url), PORT: String(port) }));
    const [first, second, third] = await Promise.all(hosts.map((host) => start(host)));
    const port = await findFreePort();
    const proxy = await startProxy(haproxy, { directory, port, upstreams: ports });
    try {
      const { ask } = await reach(proxy.certificate, port, '127.0.0.2');
      const member = await addMember(third!.port);
      const writers = startPersistentWriters(ask, member, 8);
      await more(writers);
      await stop(first!, 'SIGKILL');
      await more(writers);
      note('Answers that were no success while one was killed', refusals(writers));
      const again = await start(hosts[0]!);
      // Two looks of HAProxy.
      await sleep(2_000);
      writers.refused.clear();
      assert.equal(await stop(second!), 0);
      await more(writers);
      await writers.stop();
      note('While another was stopped', refusals(writers));
      assert.equal(writers.refused.size, 0);
      await compare(third!, member, writers, note);
      await Promise.all([stop(again), stop(third!)]);
    } finally {
      await proxy.stop();
      await database.remove();
    }
  },
);

function settings(url: string): Record<string, string> {
  return { ...onDatabase(url), DRAIN_SECONDS: '4', TRUSTED_PROXIES: '127.0.0.1' };
}

async function more(writers: Writers): Promise<void> {
  const goal = writers.written.length + WRITES;
  // Writers that gave up would never get there.
  for (const end = Date.now() + 120_000; writers.written.length < goal && Date.now() < end;)
    await sleep(20);
  assert.ok(writers.written.length >= goal, refusals(writers));
}

function refusals({ refused }: Writers): string {
  const kinds = [...refused].map(([status, count]) => `${count} of ${status || 'no answer'}`);
  return kinds.join(', ') || 'none';
}

async function compare(
  tandem: Tandem,
  member: Parameters<typeof titlesOf>[1],
  { written }: Writers,
  note: Note,
): Promise<void> {
  const titles = await titlesOf(tandem, member);
  assert.deepEqual(titles?.toSorted(), ['First', ...written].toSorted());
  note('Writes that were acknowledged, and found exactly once', written.length);
}
