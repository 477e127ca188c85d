import { sql } from 'drizzle-orm';
import type { TaskOperation } from '@/contract/task-bulk';
import type { CreateTask, Task } from '@/contract/tasks';
import { taskRevisions, tasks } from './schema/tasks';
import type { Placeholders } from './statement';
import { isRestorable } from './task-filters';
import { taskAsJson } from './task-row';

/** Operations in one JSON text, so that there is one statement for any number of them. */
export type StepValues = { userId: string; steps: string; max: number };

const fields = sql.raw('title, description, completed, due_date, priority, tags');

/** The operations as `planningParts` reads them. */
export function stepsOf(operations: TaskOperation[]): string {
  return JSON.stringify(operations.map(toStep));
}

/**
 * The parts of a statement that find out what operations come to, if there is a row in `claim`. The revision
 * row is locked first, as by all writers; `planned` has each task as it will be, `verdict` whether it may.
 */
export function planningParts({ userId, steps, max }: Placeholders<StepValues>) {
  return {
    ledger: sql`
      select revision, task_count from claim, ${taskRevisions}
      where user_id = ${userId} for update of ${taskRevisions}`,
    base: sql`
      select coalesce(revision, 0) as revision, coalesce(task_count, 0) as task_count
      from claim, (select max(revision) as revision, max(task_count) as task_count from ledger) known`,
    step: sql`
      select step.*, revision from base, jsonb_to_recordset(${steps}::jsonb)
        as step(place int, op text, id bigint, patch jsonb)`,
    // Locked, or it were seen as before the wait; naming the revision keeps PostgreSQL from locking that later,
    // and the limit from expecting one task in each partition.
    found: sql`
      select place, op, step.id as target, revision, case
          when op = 'create' then 'add'
          when is_deleted is null or is_deleted and op <> 'restore' then 'missing'
          when op = 'restore' and not is_deleted then 'none'
          else 'change' end as effect,
        case op when 'create' then 1 when 'delete' then -1 when 'restore' then is_deleted::int end as growth,
        jsonb_populate_record(task, case when op = 'complete' and patch = '{}'
          then jsonb_build_object('completed', not (task).completed) else patch end) as task
      from step left join lateral (
        select ${tasks} as task, ${tasks.deletedAt} is not null as is_deleted from ${tasks}
        where op <> 'create' and step.revision is not null
          and ${tasks.userId} = ${userId} and ${tasks.id} = step.id
          and (${tasks.deletedAt} is null or ${isRestorable})
        limit 1 for update
      ) there on true`,
    planned: sql`
      select *, case effect when 'none' then (task).version
        else revision + row_number() over (partition by effect = 'none' order by place) end as version
      from found`,
    verdict: sql`
      select base.revision + count(*) filter (where effect <> 'none') as revision,
        base.task_count + coalesce(sum(growth), 0) as task_count,
        sum(growth) > 0 and base.task_count + sum(growth) > ${max} as is_full,
        json_agg(place) filter (where effect = 'missing') as missing
      from base left join planned on true group by base.revision, base.task_count`,
  };
}

/** The parts that do what is `planned` if the `verdict` allows it; `changes` has the list of what was done. */
export function writingParts({ userId }: Placeholders<StepValues>) {
  return {
    allowed: sql`
      select revision, task_count, clock_timestamp() as now from verdict
      where missing is null and is_full is not true`,
    // What equals a constant PostgreSQL takes for rare, and so looks each task up by its id; the array keeps every
    // other plan, and another server, from reading more of the user than these.
    changed: sql`
      update ${tasks} set (${fields}, updated_at, version, deleted_at) = row(
        (task).title, (task).description, (task).completed, (task).due_date, (task).priority, (task).tags,
        greatest(now, (task).updated_at + interval '1 microsecond'), planned.version,
        case op when 'delete' then now end)
      from allowed, planned
      where effect = 'change' and ${tasks.userId} = ${userId} and ${tasks.id} = target
        and ${tasks.id} = any(array(select target from planned where effect = 'change'))
      returning ${tasks}.*`,
    added: sql`
      insert into ${tasks} (user_id, ${fields}, created_at, updated_at, version)
      select ${userId}, (task).title, (task).description, (task).completed, (task).due_date, (task).priority,
        (task).tags, now, now, version
      from allowed, planned where effect = 'add' order by place
      returning ${tasks}.*`,
    // Where there was no row, and then is one, somebody was faster: a revision of null undoes it all.
    counted: sql`
      insert into ${taskRevisions} (user_id, revision, task_count)
      select ${userId}, revision, task_count from allowed
      on conflict (user_id) do update set task_count = excluded.task_count,
        revision = case when exists (select from ledger) then excluded.revision end`,
    done: sql`
      select * from changed union all select * from added
      union all select (task).* from planned where effect = 'none'`,
    changes: sql`
      select coalesce(json_agg(case op
        when 'delete' then json_build_object('type', 'delete', 'id', id, 'version', version)
        else json_build_object('type', 'upsert', 'task', ${taskAsJson}) end order by place), '[]') as list
      from planned join done using (version)`,
  };
}

function toStep(operation: TaskOperation, place: number): object {
  const { op } = operation;
  if (op === 'create') return { place, op, patch: newTask(operation) };
  const { title, description, completed, due_date, priority, tags } = operation as Partial<Task>;
  const patch = { title, description, completed, due_date, priority, tags };
  return { place, op, id: operation.id, patch };
}

function newTask(given: Omit<CreateTask, 'user_id'>) {
  const { title, description = null, completed = false } = given;
  const { due_date = null, priority = 'none', tags = [] } = given;
  return { title, description, completed, due_date, priority, tags };
}
