-- Makes the task tables of a migrated database tables that are hash-partitioned by their owner. Everything is kept: rows,
-- keys, indexes under their names, privileges, and where ids go on. Triggers, policies and publications are not: Tandem
-- has none on them. Run it as the owner of the tables, while the service is stopped:
--
--   psql --single-transaction --set ON_ERROR_STOP=1 --file deploy/partitions.sql "${DATABASE_DIRECT_URL:-$DATABASE_URL}"
--
-- Tables that are partitioned already stay as they are, so it may be run again.
do $$
declare
  partitions constant int := 16;
  plain text;
  identity name;
  ids text;
  rest text[];
  statement text;
begin
  foreach plain in array array['tasks', 'task_revisions', 'idempotency_keys'] loop
    continue when (select relkind = 'p' from pg_class where oid = plain::regclass);

    select attname, pg_get_serial_sequence(plain, attname) into identity, ids
    from pg_attribute where attrelid = plain::regclass and attidentity <> '';

    -- Written down before the table is renamed, so that they name the one that takes its place.
    select array_agg(written) into rest from (
      select format('alter table %I add constraint %I %s', plain, conname, pg_get_constraintdef(oid))
      from pg_constraint where conrelid = plain::regclass and contype in ('p', 'u', 'f', 'c')
      union all
      select pg_get_indexdef(indexrelid) from pg_index
      where indrelid = plain::regclass and indexrelid not in (select conindid from pg_constraint)
      union all
      select format('grant %s on %s to %s %s', privilege_type || part, place,
        case grantee when 0 then 'public' else grantee::regrole::text end,
        case when is_grantable then 'with grant option' end)
      from (
        select '', plain, relacl from pg_class where oid = plain::regclass
        union all
        select '', 'sequence ' || ids, relacl from pg_class where oid = ids::regclass
        union all
        select format(' (%I)', attname), plain, attacl from pg_attribute where attrelid = plain::regclass
      ) as granted (part, place, acl), aclexplode(acl)
    ) as statements (written);

    execute format('alter table %I rename to rows_before', plain);
    if ids is not null then
      execute format('alter sequence %s rename to ids_before', ids);
    end if;
    execute format('create table %I (like rows_before including all excluding constraints excluding indexes)
      partition by hash (user_id)', plain);
    for remainder in 0 .. partitions - 1 loop
      execute format('create table %I partition of %I for values with (modulus %s, remainder %s)',
        plain || '_' || remainder, plain, partitions, remainder);
    end loop;
    execute format('insert into %I overriding system value select * from rows_before', plain);
    if ids is not null then
      perform setval(pg_get_serial_sequence(plain, identity), last_value, is_called) from ids_before;
    end if;
    drop table rows_before;

    foreach statement in array rest loop
      execute statement;
    end loop;
    execute format('analyze %I', plain);
  end loop;
end
$$;
