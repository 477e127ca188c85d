import postgres from 'postgres';
import { failureCode } from './failures';
import { boundedConnections } from './socket';

const PROTOCOL_VIOLATION = '08P01';

/** Whether `url` leads through a pooler that lets clients bound no statements, as PgBouncer does not. */
export async function isPooled(url: string): Promise<boolean> {
  const sql = postgres(url, {
    ...boundedConnections().options,
    max: 1,
    connection: { statement_timeout: 1_000 },
    onnotice: () => undefined,
  });
  try {
    await sql`select 1`;
    return false;
  } catch (error) {
    if (failureCode(error) === PROTOCOL_VIOLATION) return true;
    throw error;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
