import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** A statement that a release sent, and what came back. */
export interface Released {
  text: string;
  values: unknown[];
  /** The names of what it read. */
  columns: string[];
  /** How many rows it read or wrote. */
  count: number;
}

/**
 * Sends the statements to the database as they were, in their order, on one connection.
 * @throws Error that names the statement that fails.
 */
export async function replay(
  url: string,
  statements: Pick<Released, 'text' | 'values'>[],
): Promise<Released[]> {
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    connection: { TimeZone: 'UTC' },
    onnotice: () => undefined,
  });
  // It changes how a client writes values.
  drizzle(sql);
  const found: Released[] = [];
  try {
    for (const { text, values } of statements) {
      const rows = await sql.unsafe(text, values as never[]).catch((cause: Error) => {
        throw new Error(`${cause.message}: ${text}`, { cause });
      });
      const columns = (rows.columns ?? []).map(({ name }) => name);
      found.push({ text, values, columns, count: rows.count ?? 0 });
    }
  } finally {
    await sql.end();
  }
  return found;
}
