import { copyAndStart } from './backup/cold-copy';
import { dumpAndRestore } from './backup/dump';
import { givenServer, runDrill } from './report';

await runDrill(
  {
    name: 'backup',
    title: 'Backup and restore',
    introduction: `Eight clients write without a pause while \`pg_dump\` runs and after it. Then the service stops, the dump is
restored into an empty database, \`db:after-restore\` runs there, and the service starts on it. The same is done with a
copy of the directory of the embedded database.`,
  },
  async (note, directory) => {
    await dumpAndRestore(givenServer(), directory, note);
    await copyAndStart(directory, note);
  },
);
