import type { CallOptions, Connection } from './connection.js';
import { endOtherSessions, endSession, listSessions } from './generated/sdk.gen.js';
import type { Session } from './generated/types.gen.js';

/** Where the user is signed in. */
export function sessionsOf({ client, owner }: Connection) {
  return { list, end, endOthers };

  async function list(options: CallOptions = {}): Promise<Session[]> {
    return (await listSessions({ ...client, ...options, path: await owner() })).data;
  }

  /** Ends one session; its tokens are refused at once. */
  async function end(id: string, options: CallOptions = {}): Promise<void> {
    await endSession({ ...client, ...options, path: { ...(await owner()), id } });
  }

  /** Ends all sessions but that of the token. */
  async function endOthers(options: CallOptions = {}): Promise<void> {
    await endOtherSessions({ ...client, ...options, path: await owner() });
  }
}
