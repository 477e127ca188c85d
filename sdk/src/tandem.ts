import { accountOf } from './account.js';
import { type CallOptions, connect, type TandemOptions } from './connection.js';
import { signOut } from './generated/sdk.gen.js';
import { sessionsOf } from './sessions.js';
import { tasksOf } from './tasks.js';

export type Tandem = ReturnType<typeof createTandem>;

/**
 * A client of Tandem for the user of a token.
 *
 * @example
 * const tandem = createTandem({ baseUrl: 'http://localhost:3000', token: 'eyJ…' });
 * const task = await tandem.tasks.create({ title: 'Buy milk' });
 */
export function createTandem(options: TandemOptions) {
  const connection = connect(options);
  const { client, tokens, owner } = connection;
  return {
    tasks: tasksOf(connection),
    sessions: sessionsOf(connection),
    account: accountOf(connection),
    /** The id of the user, as the token tells it. */
    userId: async () => (await owner()).user_id,
    /** The token in use, for other programs. */
    token: tokens.current,
    /** Ends the session of the token, which is not renewed any more. */
    signOut: async (call: CallOptions = {}) => {
      tokens.end();
      await signOut({ ...client, ...call });
    },
    /** For the functions of `@tandem/sdk/operations`: one for each operation of the API. */
    client: client.client,
  };
}
