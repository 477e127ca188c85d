import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { makeDataDir } from '@/testing/embedded-child';
import { startEmbedded } from './embedded';

const dataDir = await makeDataDir(afterAll);

test('a half-made directory is moved aside, not deleted', async () => {
  const home = await makeDataDir();
  await mkdir(path.join(home, 'postgres', 'data'), { recursive: true });
  await writeFile(path.join(home, 'postgres', 'data', 'PG_VERSION'), '18\n');
  const database = await startEmbedded(home);
  await database.stop();

  const [made, broken] = (await readdir(home)).toSorted();
  expect(made).toBe('postgres');
  expect(broken).toMatch(/^postgres\.broken-/);
  expect(await readdir(path.join(home, broken!, 'data'))).toEqual(['PG_VERSION']);
});

test('drafts of dead processes are removed, those of living ones are not', async () => {
  const dead = spawn('true');
  await once(dead, 'exit');
  await mkdir(path.join(dataDir, `postgres.${dead.pid}.tmp`, 'data'), { recursive: true });
  await mkdir(path.join(dataDir, `postgres.${process.ppid}.tmp`));
  const database = await startEmbedded(dataDir);
  await database.stop();
  expect((await readdir(dataDir)).toSorted()).toEqual(['postgres', `postgres.${process.ppid}.tmp`]);
});

test('a postmaster.pid that names a living process of another kind does not hinder', async () => {
  await startEmbedded(dataDir).then((database) => database.stop());
  const data = path.join(dataDir, 'postgres', 'data');
  const { uid, gid } = await stat(data);
  const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {});
  onTestFinished(() => void stranger.kill());
  await writeFile(path.join(data, 'postmaster.pid'), `${stranger.pid}\n${data}\n1\n5432\n`);

  const database = await startEmbedded(dataDir);
  await database.stop();
  expect(stranger.exitCode).toBeNull();
});
