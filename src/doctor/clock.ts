import type { Sql } from 'postgres';
import { failed, fine, type Finding, warning } from './finding';

const NAME = 'clock';
const ADVICE =
  'Let both hosts follow the same time servers (NTP): tokens and sessions end by these clocks.';

/** What is forgiven in tokens, in seconds. */
const TOLERANCE = 5;

/** How far this clock is from that of the database. */
export async function examineClock(sql: Sql, now = Date.now): Promise<Finding> {
  const before = now();
  const [row] = await sql<{ ms: string }[]>`
    select extract(epoch from clock_timestamp()) * 1000 as ms`;
  const between = (before + now()) / 2;
  const seconds = Math.abs(Number(row?.ms) - between) / 1_000;
  const found = `${seconds.toFixed(1)} s from that of the database`;
  if (seconds > TOLERANCE) return failed(NAME, found, ADVICE);
  return seconds > 1 ? warning(NAME, found, ADVICE) : fine(NAME, found);
}
