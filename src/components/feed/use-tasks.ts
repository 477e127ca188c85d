import { useEffect, useMemo, useRef } from 'react';
import { overlay } from '@/outbox/overlay';
import type { Outbox } from '@/outbox/outbox';
import { withoutTwins } from '@/outbox/twins';
import { useOutbox } from './use-outbox';
import { useTaskFeed } from './use-task-feed';

/** A user's tasks as the person has left them, whether or not the server knows yet, in no order. */
export function useTasks(userId: string) {
  const box = useRef<Outbox>(undefined);
  const feed = useTaskFeed(userId, {
    onBegin: () => box.current?.wake(),
    until: async () => box.current?.nothingNew(),
  });
  const { find, newestId, apply, refresh, cursor, error, isCutOff, retry } = feed;
  const page = { userId, find, newestId, apply, refresh };
  const { outbox, history, ...sending } = useOutbox(page);
  const { entries } = sending;
  useEffect(() => {
    box.current = outbox;
  }, [outbox]);

  const tasks = useMemo(
    () =>
      feed.tasks && overlay(userId, withoutTwins(feed.tasks, entries, outbox.firstIdOf), entries),
    [userId, feed.tasks, entries, outbox],
  );
  return { tasks, find, cursor, error, isCutOff, retry, outbox, history, ...sending };
}
