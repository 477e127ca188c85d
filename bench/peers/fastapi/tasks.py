"""The statements that Tandem sends, by hand; asyncpg prepares them."""

COLUMNS = """id, user_id, title, description, completed, due_date, priority, tags,
    created_at, updated_at, version"""
WRITE = """
    with locked as (
      select revision, task_count from task_revisions where user_id = $1 for update
    ), written as (
      update tasks set {changes} version = locked.revision + 1,
        updated_at = greatest(clock_timestamp(), tasks.updated_at + interval '1 microsecond')
      from locked
      where tasks.user_id = $1 and tasks.id = $2 and tasks.deleted_at is null
      returning {columns}
    ), counted as (
      update task_revisions set revision = task_revisions.revision + 1,
        task_count = task_revisions.task_count + 0
      where user_id = $1 and exists (select from written)
    )
    select * from written"""


class Tasks:
    def __init__(self, pool):
        self.pool = pool

    async def list(self, user_id, limit=None):
        """Newest first; for a page one more is read, which tells whether another follows."""
        rows = await self.pool.fetch(
            f"""select {COLUMNS},
                (select revision from task_revisions where user_id = $1) as revision
            from tasks where user_id = $1 and deleted_at is null
            order by created_at desc, id desc limit $2""",
            user_id,
            None if limit is None else limit + 1,
        )
        return [dict(row) for row in rows[:limit]]

    async def get(self, user_id, task_id):
        return await self.pool.fetchrow(
            f"""select {COLUMNS} from tasks
            where user_id = $1 and deleted_at is null and id = $2""",
            user_id,
            task_id,
        )

    async def create(self, user_id, task, maximum):
        return await self.pool.fetchrow(
            f"""with bumped as (
              insert into task_revisions (user_id, revision, task_count) values ($1, 1, 1)
              on conflict (user_id) do update set
                revision = task_revisions.revision + 1,
                task_count = task_revisions.task_count + 1
              where task_revisions.task_count < $8
              returning revision, clock_timestamp() as now
            )
            insert into tasks (user_id, title, description, completed, due_date, priority, tags,
              created_at, updated_at, version)
            values ($1, $2, $3, $4, $5, $6, $7,
              (select now from bumped), (select now from bumped), (select revision from bumped))
            returning {COLUMNS}""",
            user_id,
            task.title,
            task.description,
            bool(task.completed),
            task.due_date,
            task.priority or "none",
            task.tags or [],
            maximum,
        )

    async def update(self, user_id, task_id, patch):
        changes = "".join(f"{name} = ${place}, " for place, name in enumerate(patch, 3))
        statement = WRITE.format(changes=changes, columns=COLUMNS)
        return await self.pool.fetchrow(statement, user_id, task_id, *patch.values())

    async def toggle(self, user_id, task_id, completed):
        if completed is not None:
            return await self.update(user_id, task_id, {"completed": completed})
        changes = "completed = not tasks.completed, "
        statement = WRITE.format(changes=changes, columns=COLUMNS)
        return await self.pool.fetchrow(statement, user_id, task_id)
