import type { Env } from '@/env';
import { fine, type Finding, warning } from './finding';

const NAME = 'pooler';

/** Whether what a pooler cannot do goes past it. */
export function examinePooling(env: Env, pooled: boolean, isDirectPooled: boolean): Finding {
  if (!pooled) return fine(NAME, 'none in between');
  if (isDirectPooled) {
    return warning(
      NAME,
      'LISTEN is deaf through it, so other processes know of ended sessions after 2 s',
      'Set DATABASE_DIRECT_URL to the server itself.',
    );
  }
  if (env.DATABASE_PREPARE) {
    return warning(
      NAME,
      'statements are prepared through it',
      'Set DATABASE_PREPARE=false, unless it keeps prepared statements (PgBouncer 1.21 or later).',
    );
  }
  return fine(NAME, 'in between; migrations and LISTEN go past it');
}
