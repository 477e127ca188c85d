import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { onConnection } from '@/db/connection';
import { findFreePort } from '@/testing/free-port';
import { addMember } from '@/testing/members';
import { onDatabase, start, stop } from '../e2e/server';
import {
  expectAll,
  moreOf,
  refusalsOf,
  startPersistentWriters,
  type Writers,
} from './balancer/persistent-writers';
import { startFollower, startReader } from './promotion/readers';
import { startPair } from './promotion/server';
import { askFrom } from './proxies/ask';
import { postgresBalancer, startProgram } from './proxies/programs';
import { type Note, runDrill } from './report';

/** How many each host writes before, between and after what happens to the servers. */
const WRITES = 200;

await runDrill(
  {
    name: 'promotion',
    title: 'Another primary',
    introduction: `A primary and its standby, with \`synchronous_standby_names\`, so that both have what is acknowledged, behind
HAProxy with \`deploy/haproxy-postgres.cfg\`, which \`DATABASE_URL\` names, with \`target_session_attrs=primary\`. Two
hosts, to each of which four clients write without a pause; what breaks off, a 503 or a 409 they send again with the same \`Idempotency-Key\`. First the primary is
stopped, the standby promoted, and the old primary becomes its standby. Then all processes of the new primary are killed
with SIGKILL, and the standby is promoted. The hosts are told nothing. The times begin when the old primary is
told to stop or is killed, so the promotion is part of them.`,
  },
  async (note, directory, onEnd) => {
    const [first, second] = await startPair(directory, onEnd);
    const upstreams = [first.port, second.port];
    const port = await findFreePort();
    const balancer = await startProgram(postgresBalancer, { directory, port, upstreams });
    const url = urlOf(port);
    onEnd(balancer.stop);
    note('The servers', await first.version());
    // Three looks of HAProxy, which takes both for primaries before.
    await sleep(3_000);
    const hosts = [await start(onDatabase(url)), await start(onDatabase(url))];
    const asks = hosts.map((host) => askFrom('127.0.0.1', host.port));
    const member = await addMember(hosts[0]!.port);
    const follower = await startFollower(hosts, member);
    const readers = asks.map((ask) => startReader(ask, member));
    const writers = asks.map((ask) => startPersistentWriters(ask, member, 4));
    await more(writers);

    const stopped = performance.now();
    await first.stop('fast');
    await second.promote();
    await noteReturn('Planned', stopped, writers, note);
    await first.follow(second);
    await first.start();
    await second.needStandby();
    await assert.rejects(askOnce(first.port), { code: 'CONNECTION_DESTROYED' });
    note('Connecting to the standby with the same parameter', 'refused');
    await more(writers);

    const killed = performance.now();
    await second.kill();
    await first.promote();
    await noteReturn('Killed', killed, writers, note);
    await more(writers);

    await Promise.all(writers.map((each) => each.stop()));
    const written = writers.flatMap((each) => each.written);
    await expectAll(hosts[0]!, member, written);
    note('Writes that were acknowledged, and found exactly once', written.length);
    await follower.until(written.length);
    assert.deepEqual(follower.titles.toSorted(), written.toSorted());
    note('Events of them, in order and each once', follower.titles.length);
    note('Streams that were opened for them', await follower.stop());
    const reads = await Promise.all(readers.map((end) => end()));
    note('Reads, none of which was older than the one before', reads.join(' and '));
    await Promise.all(hosts.map((host) => stop(host)));
  },
);

function urlOf(port: number): string {
  return `postgres://postgres@127.0.0.1:${port}/postgres?target_session_attrs=primary`;
}

function askOnce(port: number) {
  return onConnection({ url: urlOf(port), name: 'drill' }, (sql) => sql`select`);
}

function more(writers: Writers[]) {
  return Promise.all(writers.map((each) => moreOf(each, WRITES)));
}

/** Tells how long after a moment each host has written again. */
async function noteReturn(
  what: string,
  from: number,
  writers: Writers[],
  note: Note,
): Promise<void> {
  const times = await Promise.all(
    writers.map(async (each) => {
      await moreOf(each, 1);
      return Math.round(performance.now() - from);
    }),
  );
  note(`${what}: each host wrote again after`, `${times.join(' and ')} ms`);
  note(`${what}: answers that were no success`, writers.map(refusalsOf).join('; '));
}
