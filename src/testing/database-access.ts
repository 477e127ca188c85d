import { inject } from 'vitest';
import { databaseUrl } from './database-url';

/** How the product gets to a database of the tests. */
export interface DatabaseAccess {
  /** May lead through a pooler. */
  url: string;
  /** Leads to PostgreSQL itself. */
  directUrl: string;
  /** Whether statements may be prepared. */
  prepare: boolean;
  /** The same as the variables of a process. */
  variables: Record<string, string>;
}

/** The way to a database of the tests' server: as `DATABASE_URL` and the like say, if the tests run with them. */
export function databaseAccess(name: string): DatabaseAccess {
  const { pooler, prepare } = inject('databaseWay');
  const directUrl = databaseUrl(inject('databaseServer'), name);
  const url = pooler ? databaseUrl(pooler, name) : directUrl;
  const past = pooler && { DATABASE_DIRECT_URL: directUrl };
  const variables = { DATABASE_URL: url, ...past, DATABASE_PREPARE: String(prepare) };
  return { url, directUrl, prepare, variables };
}
