import type { Sql } from 'postgres';
import { connectOnce } from './connect-once';
import type { Released } from './released-statements';

/** A statement, and the partitions that PostgreSQL read or wrote as it ran. */
export interface Reaching {
  text: string;
  partitions: string[];
}

type PlanMode = 'force_custom_plan' | 'force_generic_plan';

/**
 * Sends the statements to a database in their order, as prepared ones, each of them explained as it runs. What it
 * reached is what its plan names and did not leave out, and what PostgreSQL counted beside: rows that went to a
 * partition, and what foreign keys did.
 */
export async function reachedPartitions(
  url: string,
  statements: Pick<Released, 'text' | 'values'>[],
  mode: PlanMode,
): Promise<Reaching[]> {
  const sql = connectOnce(url, { connection: { TimeZone: 'UTC', plan_cache_mode: mode } });
  const found: Reaching[] = [];
  let isOpen = false;
  try {
    for (const { text, values } of statements) {
      if (/^(begin|commit)/.test(text)) {
        await sql.unsafe(text);
        isOpen = text.startsWith('begin');
        continue;
      }
      if (!isOpen) await sql`begin`;
      const planned = await explain(sql, text, values);
      const partitions = [...new Set([...planned, ...(await countedPartitions(sql))])].toSorted();
      found.push({ text, partitions });
      if (!isOpen) await sql`commit`;
    }
  } finally {
    await sql.end();
  }
  return found;
}

interface PlanNode {
  'Relation Name'?: string;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

/** The partitions in the plan that were not left out when it ran. */
async function explain(sql: Sql, text: string, values: unknown[]): Promise<string[]> {
  const list = values.map(literal).join();
  await sql.unsafe(`prepare one as ${text}`);
  const [row] = await sql.unsafe(
    `explain (analyze, format json) execute one${list && `(${list})`}`,
  );
  await sql`deallocate one`;
  return namesIn(row?.['QUERY PLAN'][0].Plan);
}

function literal(value: unknown): string {
  return value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`;
}

function namesIn(step: PlanNode): string[] {
  const { 'Relation Name': name = '', 'Actual Loops': loops, Plans = [] } = step;
  const own = loops > 0 && /_\d+$/.test(name) ? [name] : [];
  return [...own, ...Plans.flatMap(namesIn)];
}

/** Counts are those of the transaction, as those of the one before are sent on. */
async function countedPartitions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ relname: string }[]>`
    select pg_class.relname from pg_stat_xact_user_tables join pg_class on oid = relid
    where relispartition and seq_scan + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del > 0`;
  await sql`select pg_stat_force_next_flush()`;
  return rows.map(({ relname }) => relname);
}
