import type { Sql } from 'postgres';

/** How PostgreSQL ran a statement: its plan, how long it took and how many pages it read. */
export interface Explained {
  plan: string;
  milliseconds: number;
  pages: number;
}

/** Runs a statement of the transaction that is open as a prepared one, undoes what it wrote, and explains how. */
export async function explain(
  sql: Sql,
  { text, values }: { text: string; values: unknown[] },
  mode: 'force_custom_plan' | 'force_generic_plan',
): Promise<Explained> {
  const list = values.map((value) => (value === null ? 'null' : `'${value}'`)).join();
  let lines: string[] = [];
  await sql.unsafe(`set local plan_cache_mode = ${mode}`);
  await sql.unsafe(`prepare one as ${text}`);
  // The first reads pages that nobody had read.
  for (const _ of ['first', 'second']) {
    await sql.unsafe('savepoint before');
    const rows = await sql.unsafe(`explain (analyze, buffers) execute one(${list})`);
    lines = rows.map((row) => String(row['QUERY PLAN']));
    await sql.unsafe('rollback to before');
  }
  await sql.unsafe('deallocate one');
  const plan = lines.join('\n');
  return {
    plan,
    milliseconds: Number(/Execution Time: ([\d.]+)/.exec(plan)?.[1]),
    pages: pagesIn(lines.find((line) => line.includes('Buffers:')) ?? ''),
  };
}

function pagesIn(line: string): number {
  return [...line.matchAll(/(?:hit|read)=(\d+)/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}
