import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { type Credentials, deleteUser, replacePassword } from '@/db/account';
import type { Db } from '@/db/client';
import type { EndedSession } from '@/db/sessions';
import type { Revocations } from './revocations';

interface AccountServices {
  db: Db;
  revocations: Pick<Revocations, 'add'>;
}

/** Whether this is the password that the hash was made of. */
export function isPassword({ hash }: Credentials, password: string): Promise<boolean> {
  return verifyPassword({ hash, password });
}

/** Changes a password that was verified, and ends every session but `sid`; false when somebody else was faster. */
export async function changePassword(
  { db, revocations }: AccountServices,
  { userId, sid }: { userId: string; sid: string },
  { hash: from }: Credentials,
  password: string,
): Promise<boolean> {
  const change = { from, to: await hashPassword(password), kept: sid };
  const ended = await replacePassword(db, userId, change);
  refuseTokens(revocations, ended);
  return ended !== undefined;
}

/** Deletes an account whose password was verified, with all its data and sessions; false when somebody else was faster. */
export async function deleteAccount(
  { db, revocations }: AccountServices,
  userId: string,
  credentials: Credentials,
): Promise<boolean> {
  const ended = await deleteUser(db, userId, credentials);
  refuseTokens(revocations, ended);
  return ended !== undefined;
}

/** This process refuses the tokens of these sessions at once; others hear of it from the database. */
export function refuseTokens(
  revocations: Pick<Revocations, 'add'>,
  ended: EndedSession[] = [],
): void {
  for (const { id, expiresAt } of ended) revocations.add(id, expiresAt.getTime() / 1_000);
}
