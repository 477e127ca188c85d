import { readEnv } from '@/env';
import { startEmbedded } from './embedded';
import { migrate } from './migrate';

const env = readEnv();
const url = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
if (url) await migrate(url);
else await migrateEmbedded(env.DATA_DIR);

async function migrateEmbedded(dataDir: string): Promise<void> {
  const server = await startEmbedded(dataDir);
  try {
    await migrate(server.url);
  } finally {
    await server.stop();
  }
}
