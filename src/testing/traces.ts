import { sql } from 'drizzle-orm';
import type { Person, TestApp } from './app';

/** Every row of every table that names somebody by id or e-mail, by table; tables without such rows are left out. */
export async function everythingOf(
  { services: { db } }: TestApp,
  { id, email }: Pick<Person, 'id' | 'email'>,
): Promise<Record<string, string[]>> {
  const tables = await db.execute<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    order by name`);
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await db.execute<{ row: string }>(sql`
      select t::text as row from ${sql.identifier(name)} t
      where to_jsonb(t) ->> 'user_id' = ${id}
        or position(${id} in t::text) > 0 or position(${email} in t::text) > 0
      order by row`);
    if (rows.length > 0) found[name] = rows.map(({ row }) => row);
  }
  return found;
}
