'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { finishSignOut, getSession, onSessionChange } from '@/auth/client';
import { dropDraftsOfOthers } from '@/components/ui/kept-drafts';
import { dropKept } from '@/outbox/storage';

/** Where a page goes whose person is gone; whoever has left waits until the server knows. */
const NEXT = { deleted: '/?account=deleted', replaced: '/tasks' };

/** Leaves nothing in a page of a person who does not use it any more. */
export function FollowSession() {
  const queryClient = useQueryClient();
  useEffect(() => {
    return onSessionChange(() => {
      const session = getSession();
      if ('user' in session) dropDraftsOfOthers(session.user.id);
      if (!('userId' in session)) return;
      const { status, userId } = session;
      queryClient.clear();
      dropDraftsOfOthers();
      if (status === 'deleted') dropKept(userId);
      // Loaded anew, so that nothing is left in memory.
      if (status !== 'left') window.location.replace(NEXT[status]);
    });
  }, [queryClient]);
  useEffect(() => {
    // The page before may have been closed too early.
    finishSignOut().catch(() => undefined);
  }, []);
  return null;
}
