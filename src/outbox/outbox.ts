import type { TaskChange } from '@/contract/task-changes';
import { type Command, type Entry, isNew, type Refusal } from './command';
import { createEntries, type OutboxStorage } from './entries';
import { randomKey } from './random-key';

/** What became of a command: what the server has changed, or learned to be changed, and why it did not do what was asked. */
export type Outcome = { change: TaskChange } | { change?: TaskChange; refusal: Refusal };

interface OutboxOptions {
  /** Sends a command; rejects when the server cannot be reached or cannot do it now. */
  perform: (entry: Entry) => Promise<Outcome>;
  storage: OutboxStorage;
  /** Told what the server has changed, before the command that asked for it is forgotten. */
  onChange: (change: TaskChange) => void;
}

/** Commands on their way to the server: in order, each exactly once, through failures and reloads. */
export type Outbox = ReturnType<typeof createOutbox>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** An outbox that sends nothing until it is started. */
export function createOutbox({ perform, storage, onChange }: OutboxOptions) {
  const { getState, subscribe, load, put, drop, renumber, setAway } = createEntries(storage);
  const firstIds = new Map<number, number>();
  const presentIds = new Map<number, number>();
  let lastAt = 0;
  let running = false;
  let loaded = false;
  let stopped = true;
  let rouse: (() => void) | undefined;
  let creating: Promise<unknown> | undefined;

  return {
    getState,
    subscribe,
    add,
    retry,
    discard,
    /** Tries at once, as when the network is back. */
    wake: () => rouse?.(),
    /** The id by which a task was known here first: it stays the same when the server gives it another. */
    firstIdOf: (id: number) => firstIds.get(id) ?? id,
    /** Settles when no new task is on its way, so that others cannot tell of it before it is known here. */
    nothingNew: async () => void (await creating),
    start,
    stop,
  };

  /** Sends until `stop`; settles when what was left is taken up. */
  async function start(): Promise<void> {
    stopped = false;
    await load();
    loaded = true;
    void run();
  }

  function stop(): void {
    stopped = true;
    rouse?.();
  }

  /** Takes a command and gives the id by which its task is known here; a new task gets one. */
  function add(command: Command): number {
    lastAt = Math.max(Date.now(), lastAt + 1, (getState().entries.at(-1)?.at ?? 0) + 1);
    const id = command.op === 'create' ? -lastAt : (presentIds.get(command.id) ?? command.id);
    send({ key: randomKey(), at: lastAt, command: { ...command, id } });
    return id;
  }

  /** Sends a refused command again, changed or as it is. */
  function retry(entry: Entry, command = entry.command): void {
    drop(({ key }) => key === entry.key);
    // What is asked for now is something else, and the server may have done what was asked before.
    const key = command === entry.command ? entry.key : randomKey();
    send({ key, at: entry.at, command });
  }

  /** Forgets a command that was refused, and those that build on the task it would have made. */
  function discard(entry: Entry): void {
    const { id } = entry.command;
    drop(({ key, command }) => key === entry.key || (id < 0 && command.id === id));
  }

  function send(entry: Entry): void {
    put(entry);
    if (running) rouse?.();
    else void run();
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    let pause = FIRST_PAUSE_MS;
    for (let entry = next(); entry; entry = next()) {
      const performing = perform(entry).catch(() => undefined);
      creating = entry.command.op === 'create' ? performing : undefined;
      const outcome = await performing;
      if (outcome) settle(entry, outcome);
      else await rest(pause);
      pause = outcome ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
    running = false;
  }

  /** The first that can be sent: a command on a task that could not be made waits for it. */
  function next(): Entry | undefined {
    if (stopped || !loaded) return undefined;
    return getState().entries.find(
      ({ command, refusal }) => !refusal && (command.op === 'create' || !isNew(command)),
    );
  }

  function settle(entry: Entry, outcome: Outcome): void {
    const { change } = outcome;
    if (change?.type === 'upsert' && isNew(entry.command)) number(entry.command.id, change.task.id);
    if (change) onChange(change);
    setAway(false);
    if ('refusal' in outcome) put({ ...entry, refusal: outcome.refusal });
    else drop(({ key }) => key === entry.key);
  }

  function number(from: number, to: number): void {
    firstIds.set(to, from);
    presentIds.set(from, to);
    renumber(from, to);
  }

  async function rest(pause: number): Promise<void> {
    setAway(true);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause * (0.5 + Math.random() / 2));
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    rouse = undefined;
  }
}
