import { readEnv } from '@/env';
import { startEmbedded } from './embedded';

/**
 * Runs a command on the database of the configuration, past a pooler; an embedded one is started for it
 * unless it runs. A failure is a line on standard error, and the exit code 1.
 */
export async function onDatabase(command: (url: string) => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await run(command)}\n`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Nothing was done. ${message}\n`);
    process.exitCode = 1;
  }
}

async function run(command: (url: string) => Promise<string>): Promise<string> {
  const { DATABASE_URL, DATABASE_DIRECT_URL = DATABASE_URL, DATA_DIR } = readEnv();
  if (DATABASE_DIRECT_URL) return command(DATABASE_DIRECT_URL);
  const embedded = await startEmbedded(DATA_DIR);
  try {
    return await command(embedded.url);
  } finally {
    await embedded.stop();
  }
}
