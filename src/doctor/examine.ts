import type { Env } from '@/env';
import { examineConfiguration } from './configuration';
import { examineDataDirectory } from './data-directory';
import { examineDatabase } from './database';
import { failed, type Finding } from './finding';
import { examinePort } from './port';
import { examineSecret } from './secret';

/** Looks at everything that Tandem needs here, and changes nothing; without a configuration at nothing else. */
export async function examine(readEnv: () => Env): Promise<Finding[]> {
  let env: Env;
  try {
    env = readEnv();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const found = reason.replace(/^Configuration: /, '');
    return [failed('configuration', found, 'The README lists all variables, .env.example too.')];
  }
  return [
    ...examineConfiguration(env),
    await examineSecret(env),
    ...(await examineDataDirectory(env)),
    ...(await examineDatabase(env)),
    await examinePort(env),
  ];
}
