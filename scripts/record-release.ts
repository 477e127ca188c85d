import { copyFile, writeFile } from 'node:fs/promises';
import { migrate } from '@/db/migrate';
import { databaseUrl } from '@/testing/database-url';
import { startOwnPostgres } from '@/testing/own-postgres';
import { recordJourney } from '@/testing/recorded-journey';
import { replay } from '@/testing/released-statements';
import { VERSION } from '@/version';

/** Keeps what clients and databases see of this release, which the next one is held to. */
const server = await startOwnPostgres();
try {
  const statements = await recordJourney(server.url);
  await server.administer((sql) => sql`create database again owner tandem`);
  const again = databaseUrl(server.url, 'again');
  await migrate(again);
  const released = { version: VERSION, statements: await replay(again, statements) };
  const file = 'deploy/released-statements.json';
  await writeFile(file, `${JSON.stringify(released, undefined, 1)}\n`);
  await copyFile('openapi.json', 'tools/document/released.json');
} finally {
  await server.remove();
}
