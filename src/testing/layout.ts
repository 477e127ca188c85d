import { readFile } from 'node:fs/promises';
import { connectOnce } from './connect-once';

/** Lays out the tables of a migrated database as `TEST_LAYOUT` says: `partitions`, or plain where it is not set. */
export async function layOut(url: string): Promise<void> {
  const layout = process.env.TEST_LAYOUT ?? 'plain';
  if (layout === 'partitions') await partition(url);
  else if (layout !== 'plain') throw new Error(`There is no layout ${layout}`);
}

/** Makes the task tables partitioned, as who runs the service would, and `added` ones; those that are stay as they are. */
export async function partition(url: string, ...added: string[]): Promise<void> {
  const names = added.map((name) => `, '${name}'`).join('');
  await runFile(url, 'deploy/partitions.sql', (script) =>
    script.replace("'idempotency_keys'", `$&${names}`),
  );
}

/** Runs the statements of a file, or what is made of them, in one transaction. */
export async function runFile(
  url: string,
  file: string,
  adapt = (script: string) => script,
): Promise<void> {
  const sql = connectOnce(url);
  try {
    await sql.unsafe(adapt(await readFile(file, 'utf8')));
  } finally {
    await sql.end();
  }
}
