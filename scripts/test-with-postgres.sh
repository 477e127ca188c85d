#!/usr/bin/env bash
# Runs a command with DATABASE_URL set to a new PostgreSQL of this system, removed afterwards:
# `bash scripts/test-with-postgres.sh npm test`. PG_BIN chooses among several versions.
set -euo pipefail

bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)}
[[ -x $bin/initdb ]] || { echo 'No PostgreSQL in /usr/lib/postgresql/*/bin' >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_owner() {
  if [[ $(id -u) == 0 ]]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

directory=$(as_owner mktemp -d)
remove() {
  as_owner "$bin/pg_ctl" stop -D "$directory/data" -m immediate -s || true
  rm -rf "$directory"
}
trap remove EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(node -e 'const server = require("net").createServer();
  server.listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close(); })')
# The poorest locale there is: nothing may depend on it.
as_owner "$bin/initdb" --locale=C -D "$directory/data" -U postgres -A trust -E UTF8 --no-sync >/dev/null
as_owner "$bin/pg_ctl" start -D "$directory/data" -w -s -l "$directory/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$directory -c fsync=off"

"$bin/postgres" --version
DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres" "$@"
