import { randomUUID } from 'node:crypto';
import { signShared } from '@/auth/signature';

/** What all contenders are started with, and sign and verify tokens by. */
export const SECRET = 'a secret of the benchmark, long enough';
export const BASE_URL = 'http://localhost:3000';

/** Users whose tasks are read, others whose tasks are written, with few tasks each, and one with many. */
export type Group = 'reader' | 'writer' | 'hoarder';
export const TASKS_EACH = 20;

/** An id as Better Auth makes them: 32 letters and digits. */
export function idOf(group: Group, number: number): string {
  return group + String(number).padStart(32 - group.length, '0');
}

/** A token as Better Auth would issue it, or one that another secret has signed. */
export function tokenOf(userId: string, secret = SECRET): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000);
  return signShared(secret, {
    sub: userId,
    email: `${userId}@example.com`,
    sid: randomUUID(),
    jti: randomUUID(),
    iat,
    exp: iat + 86_400,
    iss: BASE_URL,
    aud: BASE_URL,
  });
}
