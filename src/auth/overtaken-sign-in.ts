import { APIError, createAuthMiddleware } from 'better-auth/api';
import { verifyPassword } from 'better-auth/crypto';
import { findPassword } from '@/db/account';
import type { Db } from '@/db/client';
import { deleteSession } from '@/db/sessions';

/**
 * Refuses a sign-in whose password was changed, or whose account was deleted, while it was on its way:
 * its session began too late to be ended with the others.
 */
export function refuseOvertaken({ db }: { db: Db }) {
  return createAuthMiddleware(async (ctx) => {
    const { newSession } = ctx.context;
    if (!newSession) return;
    const { user, session } = newSession;
    const found = await findPassword(db, user.id);
    // Hashing is slow by design: who has not changed the password just now need not wait for it again.
    if (
      found &&
      (!found.isNew || (await verifyPassword({ ...found, password: passwordIn(ctx.body) })))
    )
      return;
    await deleteSession(db, user.id, session.id);
    ctx.context.setNewSession(null);
    throw new APIError('UNAUTHORIZED', {
      code: 'INVALID_EMAIL_OR_PASSWORD',
      message: 'Invalid email or password',
    });
  });
}

function passwordIn(body: unknown): string {
  return (body as { password: string }).password;
}
