import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Sql } from 'postgres';
import { onConnection } from '@/db/connection';
import { startEmbedded } from '@/db/embedded';
import { isPooled } from '@/db/pooler';
import type { Env } from '@/env';
import { examineClock } from './clock';
import { failed, fine, type Finding, warning } from './finding';
import { examinePooling } from './pooling';
import { examineSchema } from './schema';

const OLDEST = 15;

/** Whether the database can be used, and is as it should be; an embedded one is started for it unless it runs. */
export async function examineDatabase(env: Env): Promise<Finding[]> {
  const { DATABASE_URL: url, DATA_DIR } = env;
  if (url) return examineUrls(env, url);
  const isMade = await stat(path.join(DATA_DIR, 'postgres')).catch(() => undefined);
  if (!isMade) return [fine('database', `will be made in ${path.resolve(DATA_DIR)}`)];
  try {
    const embedded = await startEmbedded(DATA_DIR);
    return await ask(embedded.url, examineServer).finally(embedded.stop);
  } catch (error) {
    return [failed('database', messageOf(error), 'See docs/operations.md, “One machine”.')];
  }
}

async function examineUrls(env: Env, url: string): Promise<Finding[]> {
  const pooled = await isPooled(url).catch(cannotBeUsed('DATABASE_URL'));
  if (typeof pooled === 'object') return [pooled];
  const directUrl = env.DATABASE_DIRECT_URL;
  const isDirectPooled = directUrl
    ? await isPooled(directUrl).catch(cannotBeUsed('DATABASE_DIRECT_URL'))
    : pooled;
  if (typeof isDirectPooled === 'object') return [isDirectPooled];
  return [
    ...(await ask(directUrl ?? url, examineServer)),
    ...(await ask(url, (sql) => examineConnections(sql, env))),
    examinePooling(env, pooled, isDirectPooled),
  ];
}

async function examineServer(sql: Sql): Promise<Finding[]> {
  const [row] = await sql<{ version: string; read_only: string }[]>`
    select current_setting('server_version') as version,
      current_setting('transaction_read_only') as read_only`;
  const { version = '', read_only: readOnly } = row ?? {};
  if (Number.parseInt(version, 10) < OLDEST) {
    return [failed('database', `PostgreSQL ${version}`, `Tandem needs ${OLDEST} or later.`)];
  }
  if (readOnly === 'on') {
    const advice = 'Name the primary, or a balancer that finds it: docs/operations.md, “Scale”.';
    return [failed('database', `PostgreSQL ${version} takes no writes`, advice)];
  }
  const found = fine('database', `PostgreSQL ${version} answers and takes writes`);
  return [found, await examineSchema(sql), await examineClock(sql)];
}

/** Not those of other hosts, which nobody here knows of. */
async function examineConnections(sql: Sql, env: Env): Promise<Finding[]> {
  const [row] = await sql<{ most: string }[]>`
    select current_setting('max_connections')::int
      - current_setting('superuser_reserved_connections')::int as most`;
  const most = Number(row?.most);
  const wanted = (env.DATABASE_POOL_MAX + 1) * env.WEB_CONCURRENCY;
  const found = `${wanted} for the processes of this host, of ${most}`;
  if (wanted <= most) return [fine('connections', found)];
  const advice = 'Lower DATABASE_POOL_MAX, raise max_connections, or put a pooler in between.';
  return [warning('connections', found, advice)];
}

function ask(url: string, work: (sql: Sql) => Promise<Finding[]>): Promise<Finding[]> {
  return onConnection({ url, name: 'doctor', prepare: false }, work);
}

function cannotBeUsed(name: string) {
  const advice = `See that it runs, and that host, port, database, user and password in ${name} are right.`;
  return (error: unknown): Finding => failed('database', `${name}: ${messageOf(error)}`, advice);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
