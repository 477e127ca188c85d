import postgres, { type Options, type Sql } from 'postgres';

/**
 * A client with one connection to a PostgreSQL that may be cut, killed or stopped: postgres.js asks for
 * the types of arrays on its own otherwise, and nobody hears when that fails. Arrays come as text.
 */
export function connectOnce(url: string, options: Options<{}> = {}): Sql {
  return postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined, ...options });
}
