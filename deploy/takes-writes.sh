#!/bin/sh
# For HAProxy's external-check, which gives the address and the port of a server as the third and the fourth argument:
# succeeds if that PostgreSQL takes writes. The role needs no rights:
# create role tandem_check login password '…', which stands in the file of passwords.
exec psql --no-psqlrc --quiet --command='' "host=$3 port=$4 dbname=postgres user=tandem_check \
passfile=/etc/haproxy/pgpass connect_timeout=2 target_session_attrs=read-write"
