import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { addMember, addTask } from '@/testing/members';
import { start, stop } from '../../e2e/server';
import type { Note } from '../report';
import { readAll, signInAgain, statusOf } from './client';
import { afterRestore } from './dump';

const run = promisify(execFile);

/** Copies the directory of the embedded database while it stands still, and starts on the copy. */
export async function copyAndStart(directory: string, note: Note): Promise<void> {
  const [data, copy] = [path.join(directory, 'data'), path.join(directory, 'copy')];
  // The tokens of both name the same address.
  const settings = { DATA_DIR: data, BETTER_AUTH_URL: 'http://localhost:3000' };
  const tandem = await start(settings);
  const member = await addMember(tandem.port);
  const before = await readAll(tandem, member);
  assert.equal(await stop(tandem), 0);
  await run('cp', ['-a', data, copy]);

  const later = await start(settings);
  await addTask(later.port, member, 'After the copy');
  const { cursor } = await readAll(later, member);
  assert.equal(await stop(later), 0);

  const restoring = { ...settings, DATA_DIR: copy };
  note('Embedded: `after-restore` said', await afterRestore(restoring));
  const restored = await start(restoring);
  const again = await signInAgain(restored, member);
  const { tasks } = await readAll(restored, again);
  assert.deepEqual(
    tasks.map(({ id, title }) => [id, title]),
    before.tasks.map(({ id, title }) => [id, title]),
  );
  assert.equal(await statusOf(restored, again, `/changes?since=${cursor}`), 410);
  note('Embedded: tasks on the copy, and a cursor from after it', `${tasks.length}, 410`);
  assert.equal(await stop(restored), 0);
}
