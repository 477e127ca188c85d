import { useEffect, useState, useSyncExternalStore } from 'react';
import { getSession, onSessionChange } from '@/auth/client';
import { loadScript } from '@/components/ui/load-script';
import { loadWhenStirred } from '@/components/ui/load-when-stirred';
import { createHistory, type History } from '@/outbox/history';
import { createOutbox, type Outbox } from '@/outbox/outbox';
import type { Tasks } from '@/outbox/perform';
import { createOutboxStorage, watchPages } from '@/outbox/storage';
import { loadClient } from '@/trpc/load-client';
import { holdPage } from './hold-page';

/** The tasks of a page, which can be read anew. */
type PageTasks = Omit<Tasks, 'client'> & {
  newestId: () => number | undefined;
  refresh: () => void;
};

/** An outbox, what went through it on this page, and the tasks that are changed by what it does. */
interface Sender {
  outbox: Outbox;
  history: History;
  tasks: PageTasks;
}

const NOTHING = { entries: [], isAway: false, busyFor: 0, areKept: true };
let sender: Sender | undefined;

/** The outbox of this browser page for one user, which goes on sending on other pages, and what it holds. */
export function useOutbox(tasks: PageTasks) {
  const [{ outbox, history }] = useState(() => senderFor(tasks));
  const state = useSyncExternalStore(outbox.subscribe, outbox.getState, () => NOTHING);

  useEffect(() => {
    if (sender?.outbox === outbox) sender.tasks = tasks;
  });
  useEffect(() => {
    window.addEventListener('online', outbox.wake);
    return () => window.removeEventListener('online', outbox.wake);
  }, [outbox]);

  return { outbox, history, ...state };
}

/** The same where no tasks are shown. */
export function outboxOf(userId: string): Outbox {
  const known = { find: nothing, newestId: nothing, apply: nothing, refresh: nothing };
  return senderFor({ userId, ...known }).outbox;
}

/** One for all pages that are visited without a reload: two would send the same. */
function senderFor(tasks: PageTasks): Sender {
  if (sender?.tasks.userId === tasks.userId) return sender;
  const outbox = createOutbox({
    perform: async (batch) => {
      const [{ perform }, client] = await loadSending();
      return perform({ client, ...created.tasks }, batch);
    },
    storage: createOutboxStorage(tasks.userId),
    newestId: () => created.tasks.newestId(),
    onChange: (changes) => created.tasks.apply(changes),
    onRepeated: () => created.tasks.refresh(),
  });
  const created: Sender = { tasks, outbox, history: createHistory(outbox) };
  if (typeof window !== 'undefined') begin(created);
  return created;
}

/** Sends until its user is signed out: nobody else may send what they left. */
function begin(created: Sender): void {
  sender = created;
  void created.outbox.start();
  const letBe = loadWhenStirred(loadSending);
  const letGo = holdPage(created.outbox, created.tasks.userId);
  const endWatch = watchPages(created.tasks.userId, () => void created.outbox.takeUp());
  const stop = onSessionChange(() => {
    const session = getSession();
    if ('user' in session && session.user.id === created.tasks.userId) return;
    stop();
    created.outbox.stop();
    letBe();
    letGo();
    endWatch();
    if (sender === created) sender = undefined;
  });
}

/** Nothing is sent before somebody stirs, but for what a page has left. */
function loadSending() {
  return loadScript(() => Promise.all([import('@/outbox/perform'), loadClient()]));
}

function nothing(): undefined {}
