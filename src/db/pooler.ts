import { onConnection } from './connection';
import { failureCode } from './failures';

const PROTOCOL_VIOLATION = '08P01';

/** Whether `url` leads through a pooler that lets clients bound no statements, as PgBouncer does not. */
export async function isPooled(url: string): Promise<boolean> {
  const purpose = { url, name: 'pooler?', connection: { statement_timeout: 1_000 } };
  try {
    await onConnection(purpose, (sql) => sql`select 1`);
    return false;
  } catch (error) {
    if (failureCode(error) === PROTOCOL_VIOLATION) return true;
    throw error;
  }
}
