import { createHandler } from '@/api/handler';
import type { Db } from '@/db/client';
import { parseEnv } from '@/env';
import { createServices } from '@/services';
import { playJourney } from './released-journey';
import type { Released } from './released-statements';

/** Plays the journey in an empty database, and then `more`; gives every statement that was sent, in the order of sending. */
export async function recordJourney(
  url: string,
  more: (db: Db) => Promise<void> = async () => undefined,
): Promise<Pick<Released, 'text' | 'values'>[]> {
  const statements: Pick<Released, 'text' | 'values'>[] = [];
  const env = parseEnv({
    BETTER_AUTH_SECRET: 'the secret of a recording, nobody uses it',
    DATABASE_URL: url,
    // So that there is one order of statements.
    DATABASE_POOL_MAX: '1',
    LOG_LEVEL: 'silent',
  });
  const services = await createServices(env, {
    onStatement: (text, values) => void statements.push({ text, values }),
  });
  await playJourney(createHandler(services), services);
  await more(services.db);
  await services.close();
  return statements;
}
