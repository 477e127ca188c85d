import type { Logger } from 'pino';
import type { Db } from './client';
import { describeFailure } from './failures';
import {
  purgeAttempts,
  purgeIdempotencyKeys,
  purgeSessions,
  purgeTasks,
  purgeVerifications,
} from './purge';

const EVERY_MS = 600_000;

/** Forgets by itself what is past its time; any number of processes may do so at once. */
export function startHousekeeping(
  db: Db,
  log: Pick<Logger, 'error' | 'info'>,
  everyMs = EVERY_MS,
): { stop: () => Promise<void> } {
  let running: Promise<void> | undefined;
  const stopping = new AbortController();
  const { signal } = stopping;
  const timer = setInterval(() => {
    running ??= purge().finally(() => (running = undefined));
  }, everyMs).unref();

  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };

  async function purge(): Promise<void> {
    try {
      const purged = {
        tasks: await purgeTasks(db, { signal }),
        keys: await purgeIdempotencyKeys(db, { signal }),
        attempts: await purgeAttempts(db, { signal }),
        sessions: await purgeSessions(db, { signal }),
        verifications: await purgeVerifications(db, { signal }),
      };
      if (Object.values(purged).some((count) => count > 0))
        log.info({ purged }, 'Forgot what is past its time');
    } catch (error) {
      log.error(
        { failure: describeFailure(error) },
        'What is past its time could not be forgotten',
      );
    }
  }
}
