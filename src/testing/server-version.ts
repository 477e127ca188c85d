import { connectOnce } from './connect-once';

/** The version of the PostgreSQL at `url`, such as `18.4`, without what a distribution adds. */
export async function serverVersion(url: string): Promise<string> {
  const sql = connectOnce(url);
  try {
    const [row] = await sql<{ version: string }[]>`
      select split_part(current_setting('server_version'), ' ', 1) as version`;
    return row!.version;
  } finally {
    await sql.end();
  }
}
