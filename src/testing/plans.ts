import type { Sql } from 'postgres';

/** A statement as it was sent. */
export interface Sent {
  text: string;
  values: unknown[];
}

/** A step of a plan that has run, as PostgreSQL tells it in JSON. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** Runs a statement again with `plan_cache_mode` set, and gives how PostgreSQL does, all steps. */
export async function explain(sql: Sql, { text, values }: Sent, mode: string): Promise<PlanNode[]> {
  const list = values.map((value) => `'${value}'`).join();
  return sql.begin(async (transaction) => {
    await transaction.unsafe(`set local plan_cache_mode = ${mode}`);
    await transaction.unsafe(`prepare again as ${text}`);
    const [found] = await transaction.unsafe(
      `explain (analyze, format json) execute again(${list})`,
    );
    await transaction.unsafe('deallocate again');
    return flatten(found?.['QUERY PLAN'][0].Plan);
  });
}

/** The steps that read tasks. */
export function readsOfTasks(plan: PlanNode[]): PlanNode[] {
  return plan.filter(
    (step) =>
      step['Node Type'].endsWith('Scan') &&
      /^tasks(_\d+)?$/.test(step['Relation Name'] ?? '') &&
      step['Actual Loops'] > 0,
  );
}

function flatten(node: PlanNode): PlanNode[] {
  const { Plans = [], ...step } = node;
  return [step, ...Plans.flatMap(flatten)];
}
