import { randomBytes } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '@/db/embedded';
import { migrate } from '@/db/migrate';
import { databaseUrl } from './database-url';
import { readDatabaseWay } from './database-way';
import { layOut } from './layout';
import { dropDatabases, moveTasksAway } from './second-server';
import { makeTestDirectory, removeAbandonedDirectories } from './test-directory';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server on which the tests may create databases. */
    databaseServer: string;
    /** How the product gets to it. */
    databaseWay: { pooler: string | undefined; prepare: boolean };
    /** The name of a migrated, empty database; the names of the run's databases begin with it. */
    databaseTemplate: string;
  }
}

const way = readDatabaseWay(process.env);

/** Gives all test files one server and one migrated template; what it returns removes both. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandonedDirectories();
  const server = await findServer();
  const template = `tandem_test_${randomBytes(4).toString('hex')}`;
  const tearDown = async () => {
    await dropDatabases(server.url, template);
    await server.stop();
  };
  try {
    await createTemplate(server.url, template);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('databaseServer', server.url);
  project.provide('databaseWay', { pooler: way.pooler, prepare: way.prepare });
  project.provide('databaseTemplate', template);
  return tearDown;
}

async function findServer() {
  if (way.server) return { url: way.server, stop: async () => undefined };
  const directory = await makeTestDirectory();
  // When the tests run as root, PostgreSQL runs as another user.
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

async function createTemplate(server: string, name: string): Promise<void> {
  const sql = postgres(server, { max: 1 });
  await sql`create database ${sql(name)}`.finally(() => sql.end());
  const url = databaseUrl(server, name);
  await migrate(url);
  await layOut(url);
  await moveTasksAway(server, name);
}
