import { copyFile, writeFile } from 'node:fs/promises';
import { createHandler } from '@/api/handler';
import { migrate } from '@/db/migrate';
import { parseEnv } from '@/env';
import { createServices } from '@/services';
import { databaseUrl } from '@/testing/database-url';
import { startOwnPostgres } from '@/testing/own-postgres';
import { playJourney } from '@/testing/released-journey';
import { replay } from '@/testing/released-statements';
import { VERSION } from '@/version';

/** Keeps what clients and databases see of this release, which the next one is held to. */
const server = await startOwnPostgres();
try {
  const statements = await record(server.url);
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

async function record(url: string): Promise<{ text: string; values: unknown[] }[]> {
  const statements: { text: string; values: unknown[] }[] = [];
  const env = parseEnv({
    BETTER_AUTH_SECRET: 'the secret of a recording, nobody uses it',
    DATABASE_URL: url,
    // So that there is one order of statements.
    DATABASE_POOL_MAX: '1',
    LOG_LEVEL: 'silent',
  });
  const services = await createServices(env, {
    onStatement: (text, values) => void statements.push({ text, values }),
  });
  await playJourney(createHandler(services), services);
  await services.close();
  return statements;
}
