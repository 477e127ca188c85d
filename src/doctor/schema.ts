import type { Sql } from 'postgres';
import { findMigrationState } from '@/db/migration-state';
import { fine, type Finding, warning } from './finding';

const NAME = 'migrations';

/** Whether the schema is that of this release. */
export async function examineSchema(sql: Sql): Promise<Finding> {
  const { pending, unknown } = await findMigrationState(sql);
  if (unknown > 0) {
    return warning(
      NAME,
      `${unknown} of a later release ${unknown === 1 ? 'is' : 'are'} applied`,
      'The last release works on the schema of the next one, an older one may not: docs/upgrading.md.',
    );
  }
  if (pending.length > 0) {
    const advice = 'They are applied at the next start, or by `npm run db:migrate`.';
    return warning(NAME, `to be applied: ${pending.join(', ')}`, advice);
  }
  return fine(NAME, 'all are applied');
}
