import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { databaseUrl } from '@/testing/database-url';
import { addMember } from '@/testing/members';
import { startOwnPostgres } from '@/testing/own-postgres';
import { onDatabase, start, stop } from '../e2e/server';
import { buildImage, type Image } from './image/build';
import { inImage } from './image/run';
import { type Note, type OnEnd, runDrill } from './report';

const run = promisify(execFile);

await runDrill(
  {
    name: 'image',
    title: 'The image, without an engine',
    introduction: `It does the \`COPY\` and \`RUN\` of the Dockerfile, stage by stage, in directories outside of the
repository, and runs the last one as a user who owns nothing there and can write to one temporary directory.
Where the base image would stand is the machine itself: that it is Debian with Node 24 is not shown by this.`,
  },
  drill,
);

async function drill(note: Note, directory: string, onEnd: OnEnd): Promise<void> {
  const database = await startOwnPostgres();
  onEnd(database.remove);
  await database.administer((sql) => sql`create database image owner tandem`);
  const image = await buildImage('.', directory);
  note('What is in `/app`', (await readdir(image.workDir)).toSorted().join(', '));
  note('Its size', await sizeOf(image.workDir));
  const scratch = path.join(directory, 'tmp');
  await mkdir(scratch);
  await chmod(scratch, 0o777);
  await runImage(image, scratch, databaseUrl(database.url, 'image'), note);
}

async function runImage(image: Image, scratch: string, url: string, note: Note): Promise<void> {
  const inside = inImage(image, { ...onDatabase(url), TMPDIR: scratch });
  assert.notEqual(await inside.run(['node', '-e', "fs.writeFileSync('file', '')"]), 0);
  assert.notEqual(await inside.run(['node', '-e', "fs.writeFileSync('.next/file', '')"]), 0);
  note('Writing in it as its user', 'refused');
  assert.equal(await inside.run(['node', 'dist/migrate.mjs']), 0);
  note('`node dist/migrate.mjs` on an empty database', 'every migration is applied');

  const tandem = await start(...inside.launching);
  const health = () => inside.run(image.healthCheck, { PORT: String(tandem.port) });
  const ready = await fetch(`${tandem.url}/api/readyz`);
  note('`/api/readyz`', `${ready.status} ${await ready.text()}`);
  const { id, token } = await addMember(tandem.port);
  const headers = { authorization: `Bearer ${token}` };
  const list = await fetch(`${tandem.url}/api/${id}/tasks`, { headers });
  assert.equal(list.status, 200);
  note('Signing up, adding a task and listing it', list.status);
  const page = await fetch(`${tandem.url}/sign-in`);
  const script = /src="(\/_next\/static\/[^"]+)"/.exec(await page.text())?.[1];
  assert.equal((await fetch(`${tandem.url}${script}`)).status, 200);
  note('A page, and its first script', page.status);
  assert.equal(await health(), 0);
  note('The health check', 'healthy');

  const code = await stop(tandem, image.stopSignal);
  assert.equal(code, 0);
  note(`Its exit code after ${image.stopSignal}`, code);
  assert.equal(await health(), 1);
  note('The health check after that', 'not healthy');
  note('Files it has left behind', (await readdir(scratch)).length);
}

async function sizeOf(directory: string): Promise<string> {
  const { stdout } = await run('du', ['-sm', directory]);
  return `${Number.parseInt(stdout, 10)} MB`;
}
