import { signOut, type User } from '@/auth/client';

/** Signs out; the page that comes says so while the server cannot be told. */
export function leave(user: User): void {
  signOut(user).catch(() => undefined);
}
