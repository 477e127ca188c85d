import { serverVersion } from '@/testing/server-version';
import { givenServer, runDrill } from './report';
import { runSuite } from './suite';

await runDrill(
  {
    name: 'partitions',
    title: 'Task tables in partitions',
    introduction: `Every test runs on databases that \`deploy/partitions.sql\` was applied to after the migrations, on a server
of this system and on the embedded one. One of the tests explains each statement of the API as it runs, and sees that those about
one user need one partition of each table at most.`,
  },
  async (note, directory) => {
    // Without a URL the suite starts the embedded one itself.
    for (const url of [givenServer(), '']) {
      const variables = { DATABASE_URL: url, DATABASE_DIRECT_URL: '' };
      const passed = await runSuite({ TEST_LAYOUT: 'partitions', ...variables }, directory);
      const name = url ? `PostgreSQL ${await serverVersion(url)}` : 'the embedded PostgreSQL';
      note(`Tests that pass on ${name}: all`, passed);
    }
  },
);
