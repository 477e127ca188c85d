import { startEmbedded } from '@/db/embedded';
import { serverVersion } from '@/testing/server-version';
import { givenServer, runDrill } from './report';
import { runSuite } from './suite';

/** What cannot hold there: see docs/decisions/0020-many-partitions.md. */
const NOT_THERE = [
  'src/db/tasks-plan.test.ts',
  'src/db/statement.test.ts',
  'src/db/released-statements.test.ts',
];

await runDrill(
  {
    name: 'second-server',
    title: 'Tasks on a second server',
    introduction: `Every test but those of three files runs on databases whose partitions of \`tasks\` are foreign tables on a
second server, by \`deploy/partitions.sql\`, \`second-server.sql\` and \`first-server.sql\`. Left out are the tests of the
indexes that lists use, which the second server chooses; of migrations that change one server; and of what release 1.0.0
sent, which had an \`on conflict\` that knows no foreign tables.`,
  },
  async (note, directory, onEnd) => {
    const first = givenServer();
    const second = await startEmbedded(directory);
    onEnd(second.stop);
    const variables = {
      TEST_LAYOUT: 'partitions',
      TEST_SECOND_SERVER: second.url,
      DATABASE_DIRECT_URL: '',
    };
    const options = NOT_THERE.map((file) => `--exclude=${file}`);
    const passed = await runSuite(variables, directory, options);
    const versions = [await serverVersion(first), await serverVersion(second.url)];
    note(`Tests that pass on PostgreSQL ${versions.join(' with the tasks on ')}: all`, passed);
    note('Files that were left out', NOT_THERE.map((file) => `\`${file}\``).join(', '));
  },
);
