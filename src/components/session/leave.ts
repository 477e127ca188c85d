import { signOut, type User } from '@/auth/client';

/** Signs out, and settles when that is over; the page that comes says so while the server cannot be told. */
export function leave(user: User): Promise<void> {
  return signOut(user).catch(() => undefined);
}
