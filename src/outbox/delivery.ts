import type { TaskChange } from '@/contract/task-changes';
import { type Entry, mayBeMade } from './command';
import type { createEntries } from './entries';
import { nextBatch } from './next-batch';
import { changesOf, leftOf, newIdsOf, type Outcome, type Wait, withoutRoom } from './outcome';
import { randomKey } from './random-key';
import type { createTaskIds } from './task-ids';

/** Where commands go, and who is told what becomes of them. */
export interface Recipient {
  /** Sends commands in one request and gives what became of each, or how long to wait; rejects when the server cannot be reached or cannot do it now. */
  perform: (batch: Entry[]) => Promise<Outcome[] | Wait>;
  /** The highest id of a task that is known here; undefined while none are. */
  newestId: () => number | undefined;
  /** Told what the server has changed, before the commands that asked for it are forgotten. */
  onChange: (changes: TaskChange[]) => void;
  /** Called when new tasks were asked for again: they are told as they were made, whatever became of them since. */
  onRepeated: () => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** Sends entries in one request after the other, as long as there are any that can be sent. */
export function createDelivery(
  { perform, newestId, onChange, onRepeated }: Recipient,
  store: ReturnType<typeof createEntries>,
  ids: ReturnType<typeof createTaskIds>,
) {
  const { getState, load, put, drop, renumber, setHindrance } = store;
  let running = false;
  let loaded = false;
  let stopped = true;
  let isRepeating = false;
  /** So many of the next were refused together, and nobody knows which. */
  let inDoubt = 0;
  let rouse: (() => void) | undefined;
  let creating: Promise<unknown> | undefined;

  return {
    start,
    takeUp,
    stop,
    goOn,
    /** Tries at once, as when the network is back. */
    wake: () => rouse?.(),
    /** Settles when no new task is on its way, so that others cannot tell of it before it is known here. */
    nothingNew: async () => void (await creating),
  };

  /** Sends until `stop`; settles when what was left is taken up. */
  function start(): Promise<void> {
    stopped = false;
    return takeUp();
  }

  /** Takes up what pages have left that are closed. */
  async function takeUp(): Promise<void> {
    if (stopped) return;
    const left = await load();
    isRepeating ||= left.some(mayBeMade);
    loaded = true;
    void run();
  }

  function stop(): void {
    stopped = true;
    rouse?.();
  }

  /** Sends what has come, at once. */
  function goOn(): void {
    rouse?.();
    void run();
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    let pause = FIRST_PAUSE_MS;
    for (let batch = next(); batch.length > 0; batch = next()) {
      const performing = perform(batch).catch(() => undefined);
      creating = batch.some(({ command }) => command.op === 'create') ? performing : undefined;
      const answer = await performing;
      // Whoever has left may have discarded it; what was kept is asked for again, and done once.
      if (stopped) break;
      isRepeating ||= !answer && batch.some(mayBeMade);
      if (!answer) await rest(pause);
      else if ('waitMs' in answer) await waitFor(answer);
      else settle(batch, answer);
      pause = answer ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
    running = false;
    if (isRepeating && !stopped) onRepeated();
    isRepeating = false;
  }

  /** What is to be sent now; what goes together under which key is kept before it goes. */
  function next(): Entry[] {
    if (stopped || !loaded) return [];
    const batch = nextBatch(getState().entries, inDoubt);
    const [first, second] = batch;
    if (!first || first.batch) return batch;
    const key = second ? randomKey() : first.key;
    const after = newestId();
    const named = batch.map((entry) => ({ ...entry, batch: key, after }));
    put(named);
    return named;
  }

  function settle(batch: Entry[], outcomes: Outcome[]): void {
    const settled = batch.map((entry, index) => ({ entry, outcome: outcomes[index] ?? 'again' }));
    const newIds = newIdsOf(settled);
    ids.change(newIds);
    // All of them before the first is forgotten, as a page may end in between.
    renumber(newIds);
    const changes = changesOf(settled);
    if (changes.length > 0) onChange(changes);
    setHindrance({});
    inDoubt = outcomes.includes('apart') ? batch.length : Math.max(inDoubt - batch.length, 0);
    const left = leftOf(settled);
    put([...left, ...withoutRoom(settled, getState().entries)]);
    const done = new Set(batch.map(({ key }) => key));
    for (const { key } of left) done.delete(key);
    drop(({ key }) => done.has(key));
  }

  async function rest(pause: number): Promise<void> {
    setHindrance({ isAway: true });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause * (0.5 + Math.random() / 2));
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    rouse = undefined;
  }

  /** To try sooner, whoever asks for it, would be refused as well. */
  async function waitFor({ waitMs, isBusy }: Wait): Promise<void> {
    setHindrance({ busyFor: isBusy ? waitMs / 1_000 : 0 });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
