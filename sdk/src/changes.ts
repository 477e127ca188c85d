import type { CallOptions, Connection } from './connection.js';
import { type ChangeEvent, follow } from './events.js';
import { listChanges } from './generated/sdk.gen.js';
import type { ChangePage, TaskChange } from './generated/types.gen.js';

export interface SinceOptions extends CallOptions {
  /** The cursor behind what is known already. */
  since?: string;
}

/** Changes in their order, and the cursor behind them. */
export interface Batch {
  changes: TaskChange[];
  cursor: string;
}

/** How to keep a copy of the tasks. */
export function changesOf(connection: Connection) {
  const { client, owner } = connection;
  return { changes, events, sync };

  /**
   * What happened since a cursor, up to now, in pages; without a cursor it begins with all tasks.
   * @throws ProblemError 410 where the cursor is too old: begin anew without one.
   */
  async function* changes({ since, ...options }: SinceOptions = {}): AsyncGenerator<ChangePage> {
    for (let cursor = since, hasMore = true; hasMore;) {
      const query = cursor === undefined ? {} : { since: cursor };
      const { data } = await listChanges({ ...client, ...options, path: await owner(), query });
      yield data;
      cursor = data.cursor;
      hasMore = data.has_more;
    }
  }

  /**
   * What happens, as it happens, from a cursor or from now on. A connection that breaks is made again, and nothing is
   * missed; it goes on until the loop is left or the signal aborted.
   * @throws ProblemError 410 where the cursor is too old.
   */
  function events(options: SinceOptions = {}): AsyncGenerator<ChangeEvent> {
    return follow(connection, options);
  }

  /** What happened since a cursor, and then what happens: keep the cursor with each batch, and the copy stays right. */
  async function* sync(options: SinceOptions = {}): AsyncGenerator<Batch> {
    let { since } = options;
    for await (const { changes: batch, cursor } of changes(options)) {
      yield { changes: batch, cursor };
      since = cursor;
    }
    for await (const { change, cursor } of events({ ...options, ...(since && { since }) })) {
      yield { changes: [change], cursor };
    }
  }
}
