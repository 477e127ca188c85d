-- Readies a database of a second server for the tasks of the first. It has all migrations, and deploy/partitions.sql was
-- applied to it:
--
--   psql --single-transaction --set ON_ERROR_STOP=1 --file deploy/second-server.sql "$SECOND_URL"
--
-- The users, and the sequence that ids come from, are those of the first server.
alter table tasks drop constraint if exists tasks_user_id_user_id_fk;
alter table tasks alter column id drop identity if exists;
