import type { Sql, UnsafeQueryOptions } from 'postgres';
import { closeRanks } from './carried-over';
import { failureCode, isFatal } from './failures';
import { givenBack } from './given-back';

/** How a statement is sent. */
export interface Sending extends UnsafeQueryOptions {
  /** It reads only, and not much: it may be sent behind others that do. */
  isShort?: boolean;
}

type Parameters = NonNullable<globalThis.Parameters<Sql['unsafe']>[1]>;

/** Past so many the pool is quicker. */
const MOST_AT_ONCE = 64;
/** Who has not answered for so many milliseconds holds up those behind: the next do not wait there. */
const SLOW_MS = 20;

/** Codes of a connection that broke, not of one that could not be made. */
const BROKEN = /^(CONNECTION_|ECONNRESET|EPIPE)/;

/**
 * The same client, whose short reads share one connection on which nobody waits for the answers before:
 * those that come in the same moment are one packet there and one back, half of what reading a row costs.
 * Those that are lost with it are asked again. All others, and short ones that would have to wait, go to the pool.
 */
export function sharingShortReads(pool: Sql, shared: Sql): Sql {
  const unsafe = pool.unsafe.bind(pool);
  let running = 0;
  let heardAt = 0;
  return Object.assign(Object.create(pool) as Sql, {
    unsafe: (text: string, parameters: Parameters, sending: Sending = {}) => {
      const ask = () => unsafe(text, parameters, sending);
      if (!sending.isShort || !sending.prepare || isHeldUp()) return ask();
      return share(() => shared.unsafe(text, parameters, sending), ask);
    },
  });

  function isHeldUp(): boolean {
    if (running === 0) heardAt = performance.now();
    return running >= MOST_AT_ONCE || performance.now() - heardAt > SLOW_MS;
  }

  async function share<Rows extends unknown[]>(
    ask: () => PromiseLike<Rows>,
    askAgain: () => PromiseLike<Rows>,
  ): Promise<Rows> {
    running += 1;
    const leave = givenBack(() => (running -= 1));
    try {
      return closeRanks(await ask());
    } catch (error) {
      if (!isFatal(error) && !BROKEN.test(failureCode(error) ?? '')) throw error;
      return await askAgain();
    } finally {
      heardAt = performance.now();
      leave();
    }
  }
}
