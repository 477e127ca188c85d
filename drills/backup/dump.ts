import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { databaseUrl } from '@/testing/database-url';
import { addMember } from '@/testing/members';
import { onDatabase, start, stop } from '../../e2e/server';
import { acknowledged, startWriters, type Writers } from '../../e2e/writers';
import type { Note } from '../report';
import { readAll, signInAgain, statusOf } from './client';

const run = promisify(execFile);

/** How many writes come before the dump, and at least while it is taken and after it. */
const WRITES = 200;

/** Dumps a database under load, restores it into an empty one, and starts on that. */
export async function dumpAndRestore(server: string, directory: string, note: Note): Promise<void> {
  const [source, target] = [
    await createDatabase(server, 'source'),
    await createDatabase(server, 'target'),
  ];
  const file = path.join(directory, 'tandem.dump');
  const tandem = await start(onDatabase(source));
  const member = await addMember(tandem.port);
  const writers = startWriters(tandem, member);
  await writesOf(writers, WRITES);
  const before = await readAll(tandem, member);
  await run('pg_dump', ['--format=custom', `--file=${file}`, source]);
  await writesOf(writers, acknowledged(writers).length + WRITES);
  await writers.stop();
  const after = await readAll(tandem, member);
  assert.equal(await stop(tandem), 0);
  note('Acknowledged before the dump was asked for', before.tasks.length);
  note('Acknowledged when the database was lost', after.tasks.length);

  await run('pg_restore', ['--exit-on-error', '--no-owner', `--dbname=${target}`, file]);
  const variables = onDatabase(target);
  note('`after-restore` said', await afterRestore(variables));
  const restored = await start(variables);
  const again = await signInAgain(restored, member);
  const { tasks } = await readAll(restored, again);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const expected = before.tasks.map((task) => ({ ...task, version: byId.get(task.id)?.version }));
  assert.deepEqual(
    before.tasks.map(({ id }) => byId.get(id)),
    expected,
  );
  note('Of those before the dump, found as they were acknowledged', expected.length);
  const known = new Map(after.tasks.map((task) => [task.id, task.title]));
  assert.deepEqual(
    tasks.filter(({ id, title }) => known.get(id) !== title),
    [],
  );
  note('Found in all, none of them unknown', tasks.length);
  assert.ok(tasks.every(({ version }) => version > after.tasks.length));
  for (const { cursor } of [before, after]) {
    assert.equal(await statusOf(restored, again, `/changes?since=${cursor}`), 410);
  }
  note('Cursors from before and after the dump', '410');
  assert.equal(await stop(restored), 0);
}

/** Runs the command, and gives what it said. */
export async function afterRestore(variables: Record<string, string>): Promise<string> {
  const { PATH, NODE_ENV } = process.env;
  const env = { PATH, NODE_ENV, ...variables };
  const { stdout } = await run(process.execPath, ['dist/after-restore.mjs'], { env });
  return stdout.trim();
}

async function createDatabase(server: string, name: string): Promise<string> {
  const sql = postgres(server, { max: 1 });
  await sql`create database ${sql(name)}`;
  await sql.end();
  return databaseUrl(server, name);
}

async function writesOf(writers: Writers, count: number): Promise<void> {
  while (acknowledged(writers).length < count) await sleep(20);
}
