import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '@/db/embedded';
import { migrate } from '@/db/migrate';
import { databaseUrl } from './database-url';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server on which the tests may create databases. */
    databaseServer: string;
    /** The name of a migrated, empty database; databases of the run begin with it. */
    databaseTemplate: string;
  }
}

/** Makes one server and one migrated template for all test files, and removes both after the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer();
  const template = `tandem_test_${randomBytes(4).toString('hex')}`;
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(template)}`;
  await migrate(databaseUrl(server.url, template));
  project.provide('databaseServer', server.url);
  project.provide('databaseTemplate', template);

  return async () => {
    const names =
      await admin`select datname from pg_database where starts_with(datname, ${template})`;
    for (const { datname } of names) await admin`drop database ${admin(datname)} with (force)`;
    await admin.end();
    await server.stop();
  };
}

async function findServer() {
  const url = process.env.DATABASE_URL;
  if (url) return { url, stop: async () => undefined };
  const directory = await mkdtemp(path.join(tmpdir(), 'tandem-test-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(directory, 0o755);
  const server = await startEmbedded(directory);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}
