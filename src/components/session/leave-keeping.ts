import type { User } from '@/auth/client';
import { outboxOf } from '@/components/feed/use-outbox';
import { areUnkeptElsewhere } from '@/outbox/page-locks';
import { leave } from './leave';

const LOST = 'Changes that have not reached the server are lost if you sign out now.';

/** Signs out, and keeps what has not been sent; what cannot be kept is asked about in the words of the browser. Tells whether the person has left. */
export async function leaveKeeping(user: User): Promise<boolean> {
  const { areKept } = outboxOf(user.id).getState();
  const isLoss = !areKept || (await areUnkeptElsewhere(user.id));
  if (isLoss && !window.confirm(LOST)) return false;
  await leave(user);
  return true;
}
