import { expect, test } from 'vitest';
import { readDatabaseWay } from './database-way';

const [SERVER, POOLER] = ['postgres://localhost:5432/', 'postgres://localhost:6432/'];

test.each([
  [{}, { server: undefined, pooler: undefined, prepare: true }],
  [{ DATABASE_URL: '' }, { server: undefined, pooler: undefined, prepare: true }],
  [
    { DATABASE_URL: SERVER, DATABASE_DIRECT_URL: '' },
    { server: SERVER, pooler: undefined, prepare: true },
  ],
  [
    { DATABASE_URL: POOLER, DATABASE_DIRECT_URL: SERVER, DATABASE_PREPARE: 'off' },
    { server: SERVER, pooler: POOLER, prepare: false },
  ],
])('%j leads the tests to %j', (variables, way) => {
  expect(readDatabaseWay(variables)).toEqual(way);
});
