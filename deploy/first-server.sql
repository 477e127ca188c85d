-- Moves the tasks of a database that deploy/partitions.sql was applied to onto the server that it knows as `second`, with all
-- rows. Run it as the owner of the tables, who may use that server, while the service is stopped:
--
--   psql --single-transaction --set ON_ERROR_STOP=1 --file deploy/first-server.sql "${DATABASE_DIRECT_URL:-$DATABASE_URL}"
--
-- Partitions that are there already stay, so it may be run again.
alter table tasks drop constraint if exists tasks_user_id_id_pk;
alter table tasks drop constraint if exists tasks_user_id_user_id_fk;

do $$
declare
  place name;
  bound text;
begin
  for place, bound in
    select relname, pg_get_expr(relpartbound, pg_class.oid)
    from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'tasks'::regclass and relkind = 'r'
  loop
    execute format('alter table tasks detach partition %I', place);
    execute format('alter table %I rename to rows_before', place);
    execute format('create foreign table %I partition of tasks %s server second', place, bound);
    execute format('insert into %I overriding system value select * from rows_before', place);
    drop table rows_before;
  end loop;
end
$$;

-- In place of the cascade of the foreign key, which cannot reach another server. It comes after that of `task_revisions`,
-- as triggers run in the order of their names, so that whoever writes at this moment has ended.
create or replace function delete_tasks_of_user() returns trigger language plpgsql as $$
begin
  delete from tasks where user_id = old.id;
  return null;
end
$$;
create or replace trigger delete_tasks_of_user after delete on "user"
for each row execute function delete_tasks_of_user();
