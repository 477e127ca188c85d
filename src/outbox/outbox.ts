import type { TaskChange } from '@/contract/task-changes';
import { type Command, type Entry, FEW, mayBeMade, unsent } from './command';
import { createEntries, type OutboxStorage } from './entries';
import { nextBatch } from './next-batch';
import { changesOf, leftOf, newIdsOf, type Outcome, type Wait, withoutRoom } from './outcome';
import { randomKey } from './random-key';
import { createTaskIds } from './task-ids';

interface OutboxOptions {
  /** Sends commands in one request and gives what became of each, or how long to wait; rejects when the server cannot be reached or cannot do it now. */
  perform: (batch: Entry[]) => Promise<Outcome[] | Wait>;
  storage: OutboxStorage;
  /** The highest id of a task that is known here; undefined while none are. */
  newestId: () => number | undefined;
  /** Told what the server has changed, before the commands that asked for it are forgotten. */
  onChange: (changes: TaskChange[]) => void;
  /** Called when new tasks were asked for again: they are told as they were made, whatever became of them since. */
  onRepeated: () => void;
}

/** A command, and the key that it was sent under. */
type Sent = Pick<Entry, 'key' | 'command'>;

/** Commands on their way to the server: in order, each exactly once, through failures and reloads. */
export type Outbox = ReturnType<typeof createOutbox>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** An outbox that sends nothing until it is started. */
export function createOutbox(options: OutboxOptions) {
  const { perform, storage, newestId, onChange, onRepeated } = options;
  const { getState, subscribe, load, put, drop, renumber, setHindrance } = createEntries(storage);
  const ids = createTaskIds();
  const givenUp = new Set<string>();
  const corrected = new Map<string, Sent>();
  let lastAt = 0;
  let running = false;
  let loaded = false;
  let stopped = true;
  let isRepeating = false;
  /** So many of the next were refused together, and nobody knows which. */
  let inDoubt = 0;
  let rouse: (() => void) | undefined;
  let creating: Promise<unknown> | undefined;

  return {
    getState,
    subscribe,
    add,
    addAll,
    retry,
    retryAll,
    discard,
    discardAll,
    /** Tries at once, as when the network is back. */
    wake: () => rouse?.(),
    firstIdOf: ids.firstOf,
    presentIdOf: ids.presentOf,
    wasRefused,
    asSent,
    /** Settles when no new task is on its way, so that others cannot tell of it before it is known here. */
    nothingNew: async () => void (await creating),
    start,
    takeUp,
    stop,
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

  /** Takes a command and gives the id by which its task is known here; a new task gets one. */
  function add(command: Command): number {
    const [entry] = addAll([command]);
    return entry?.command.id ?? command.id;
  }

  /** Takes several, which are sent together where they can be. */
  function addAll(commands: Command[]): Entry[] {
    const step = commands.length > FEW ? randomKey() : undefined;
    const entries = commands.map((command) => {
      lastAt = Math.max(Date.now(), lastAt + 1, (getState().entries.at(-1)?.at ?? 0) + 1);
      const id = command.op === 'create' ? ids.create() : ids.presentOf(command.id);
      return { key: randomKey(), at: lastAt, command: { ...command, id }, step };
    });
    send(entries);
    return entries;
  }

  /** Sends a refused command again, changed or as it is. */
  function retry(entry: Entry, command = entry.command): void {
    retryAll([entry], () => command);
  }

  /** Sends refused commands again as `askFor` gives them, together where they can be. */
  function retryAll(entries: Entry[], askFor: (entry: Entry) => Command): void {
    const again = entries.map((entry) => {
      const command = askFor(entry);
      // What is asked for now is something else, and the server may have done what was asked before.
      const key = command === entry.command ? entry.key : randomKey();
      if (key !== entry.key) corrected.set(entry.key, { key, command });
      return { ...unsent(entry), key, command };
    });
    const keys = new Set(entries.map(({ key }) => key));
    drop(({ key }) => keys.has(key));
    send(again);
  }

  /** Forgets a command that was refused, and those that build on the task it would have made. */
  function discard(entry: Entry): void {
    discardAll([entry]);
  }

  /** The same of several. */
  function discardAll(entries: Entry[]): void {
    const keys = new Set(entries.map(({ key }) => key));
    const unmade = new Set(entries.map(({ command }) => command.id).filter((id) => id < 0));
    const isOver = ({ key, command }: Entry) => keys.has(key) || unmade.has(command.id);
    for (const { key } of getState().entries.filter(isOver)) givenUp.add(key);
    drop(isOver);
  }

  /** Whether a command was not done, and will not be as it is. */
  function wasRefused(key: string): boolean {
    return givenUp.has(key) || getState().entries.some((one) => one.key === key && one.refusal);
  }

  /** A command as it was sent at last, which a person may have corrected. */
  function asSent(sent: Sent): Sent {
    const later = corrected.get(sent.key);
    return later ? asSent(later) : sent;
  }

  function send(entries: Entry[]): void {
    put(entries);
    if (running) rouse?.();
    else void run();
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
