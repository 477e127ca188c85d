const NOT_NULL_VIOLATION = '23502';

/** The statements that Tandem sends, by hand. */
export function createTasks(sql) {
  const columns = sql`id, user_id, title, description, completed, due_date, priority,
    to_json(tags) as tags, created_at, updated_at, version`;
  return { list, get, create, update, toggle };

  /** Newest first: all of them, or a page for which one more is read, which tells whether another follows. */
  async function list(userId, limit) {
    const rows = await sql`
      select ${columns}, (select revision from task_revisions where user_id = ${userId}) as revision
      from tasks where user_id = ${userId} and deleted_at is null
      order by created_at desc, id desc ${limit ? sql`limit ${limit + 1}` : sql``}`;
    return rows.slice(0, limit).map(({ revision: _revision, ...task }) => task);
  }

  async function get(userId, id) {
    const [task] = await sql`
      select ${columns} from tasks
      where user_id = ${userId} and deleted_at is null and id = ${id}`;
    return task;
  }

  async function create(userId, input, max) {
    const { title, description = null, completed = false } = input;
    const { due_date: due = null, priority = 'none', tags = [] } = input;
    const [task] = await sql`
      with bumped as (
        insert into task_revisions (user_id, revision, task_count) values (${userId}, 1, 1)
        on conflict (user_id) do update set
          revision = task_revisions.revision + 1, task_count = task_revisions.task_count + 1
        where task_revisions.task_count < ${max}
        returning revision, clock_timestamp() as now
      )
      insert into tasks (user_id, title, description, completed, due_date, priority, tags,
        created_at, updated_at, version)
      values (${userId}, ${title}, ${description}, ${completed}, ${due}, ${priority}, ${tags},
        (select now from bumped), (select now from bumped), (select revision from bumped))
      returning ${columns}`.catch(noneIfFull);
    return task;
  }

  function update(userId, id, patch) {
    return write(userId, id, sql`update tasks set ${sql(patch)},`);
  }

  function toggle(userId, id, completed) {
    const value = completed === undefined ? sql`not tasks.completed` : sql`${completed}`;
    return write(userId, id, sql`update tasks set completed = ${value},`);
  }

  /** The revision of the user is locked first, and grows only if there is a task to change. */
  async function write(userId, id, changes) {
    const [task] = await sql`
      with locked as (
        select revision, task_count from task_revisions where user_id = ${userId} for update
      ), written as (
        ${changes} version = locked.revision + 1,
          updated_at = greatest(clock_timestamp(), tasks.updated_at + interval '1 microsecond')
        from locked
        where tasks.user_id = ${userId} and tasks.id = ${id} and tasks.deleted_at is null
        returning ${columns}
      ), counted as (
        update task_revisions set revision = task_revisions.revision + 1,
          task_count = task_revisions.task_count + 0
        where user_id = ${userId} and exists (select from written)
      )
      select * from written`;
    return task;
  }
}

/** Who may not have more tasks gets no revision, and so no times. */
function noneIfFull(error) {
  if (error.code === NOT_NULL_VIOLATION) return [];
  throw error;
}
