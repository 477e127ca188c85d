import { getAuthTables, type DBFieldAttribute } from 'better-auth/db';
import { getTableColumns, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import * as schema from '@/db/schema/auth';
import { startAuthServer } from '@/testing/auth-server';
import { betterAuthOptions } from './options';

test('the tables are those that Better Auth expects', async () => {
  const server = await startAuthServer();
  const log = { error: () => undefined };
  const options = betterAuthOptions({ ...server, secret: 'x'.repeat(32), log });
  const expected = Object.entries(getAuthTables(options)).map(([name, table]) => [
    name,
    expectedColumns(table.fields),
  ]);
  await server.close();

  const { revokedSession: _, attempts: __, ...ours } = schema;
  const actual = Object.entries(ours).map(([name, table]) => [name, actualColumns(table)]);
  expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
});

function expectedColumns(fields: Record<string, DBFieldAttribute>) {
  const columns = Object.entries(fields).map(([name, { type, required, unique }]) => [
    name,
    { type, required: required !== false, unique: unique === true },
  ]);
  return { id: { type: 'string', required: true, unique: false }, ...Object.fromEntries(columns) };
}

function actualColumns(table: unknown) {
  if (!is(table, PgTable)) throw new Error('not a table');
  const columns = Object.entries(getTableColumns(table)).map(([name, column]) => [
    name,
    { type: column.dataType, required: column.notNull, unique: column.isUnique },
  ]);
  return Object.fromEntries(columns);
}
