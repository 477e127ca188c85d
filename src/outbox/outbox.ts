import { type Command, type Entry, FEW, unsent } from './command';
import { createDelivery, type Recipient } from './delivery';
import { createEntries, type OutboxStorage } from './entries';
import { randomKey } from './random-key';
import { createTaskIds } from './task-ids';

interface OutboxOptions extends Recipient {
  storage: OutboxStorage;
}

/** A command, and the key that it was sent under. */
type Sent = Pick<Entry, 'key' | 'command'>;

/** Commands on their way to the server: in order, each exactly once, through failures and reloads. */
export type Outbox = ReturnType<typeof createOutbox>;

/** An outbox that sends nothing until it is started. */
export function createOutbox({ storage, ...recipient }: OutboxOptions) {
  const store = createEntries(storage);
  const { getState, subscribe, put, drop } = store;
  const ids = createTaskIds();
  const { goOn, ...delivery } = createDelivery(recipient, store, ids);
  const givenUp = new Set<string>();
  const corrected = new Map<string, Sent>();
  let lastAt = 0;

  return {
    getState,
    subscribe,
    add,
    addAll,
    retry,
    retryAll,
    discard,
    discardAll,
    firstIdOf: ids.firstOf,
    presentIdOf: ids.presentOf,
    wasRefused,
    asSent,
    ...delivery,
  };

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
    put(entries);
    goOn();
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
    put(again);
    goOn();
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
}
