import { createAuthMiddleware } from 'better-auth/api';
import type { Db } from '@/db/client';
import { deleteSurplusSessions } from '@/db/sessions';
import { refuseTokens } from './account';
import type { Revocations } from './revocations';

interface SessionServices {
  db: Db;
  revocations: Pick<Revocations, 'add'>;
}

/** Ends the sessions that a sign-in makes too many. */
export function endSurplusSessions({ db, revocations }: SessionServices) {
  return createAuthMiddleware(async (ctx) => {
    const { newSession } = ctx.context;
    if (!newSession) return;
    const { userId, id } = newSession.session;
    refuseTokens(revocations, await deleteSurplusSessions(db, userId, id));
  });
}
