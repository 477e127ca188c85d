import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { startOwnPgBouncer } from '../e2e/own-pgbouncer';
import { givenServer, runDrill } from './report';
import { runSuite } from './suite';

/** What tests say that go past the pooler, and those that start a server. */
const PAST_IT = /directUrl|inject\('databaseServer'\)/;
const SERVERS =
  /OwnPostgres|faulty-service|run-with-secrets|startEmbedded|embedded-child|openCluster/;

await runDrill(
  {
    name: 'pooler',
    title: 'Behind PgBouncer',
    introduction: `Every test, with \`DATABASE_URL\` through PgBouncer in transaction mode, \`DATABASE_DIRECT_URL\` past it and
\`DATABASE_PREPARE=false\`. Tests whose subject is a connection of its own, what it has prepared or what it is set to go
past it and say so; those that do something to a server have one of their own, without a pooler.
\`e2e/pooler.spec.ts\` kills the pooler.`,
  },
  async (note, directory, onEnd) => {
    const server = givenServer();
    const { stdout } = await promisify(execFile)('pgbouncer', ['--version']);
    const [version = ''] = stdout.split('\n');
    const pooler = await startOwnPgBouncer(server, { poolSize: 20 });
    onEnd(pooler.remove);
    const variables = { DATABASE_URL: pooler.url, DATABASE_DIRECT_URL: server };
    const passed = await runSuite({ ...variables, DATABASE_PREPARE: 'false' }, directory);
    note(`Tests that pass with ${version}: all`, passed);
    note('Files of which some go past it', await filesWith(PAST_IT));
    note('Files with servers of their own', await filesWith(SERVERS));
  },
);

/** The names of the test files that say it. */
async function filesWith(said: RegExp): Promise<string> {
  const all = (await readdir('src', { recursive: true })).filter((file) =>
    file.endsWith('.test.ts'),
  );
  const found: string[] = [];
  for (const file of all.toSorted()) {
    const text = await readFile(path.join('src', file), 'utf8');
    if (said.test(text)) found.push(`\`${file}\``);
  }
  return found.join(', ');
}
