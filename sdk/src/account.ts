import type { CallOptions, Connection } from './connection.js';
import { changePassword, deleteAccount } from './generated/sdk.gen.js';
import type { ChangePassword } from './generated/types.gen.js';

/** What a user may do with the account. */
export function accountOf({ client, owner, tokens }: Connection) {
  return { changePassword: change, delete: remove };

  /** Changes the password, and ends all other sessions. */
  async function change(body: ChangePassword, options: CallOptions = {}): Promise<void> {
    await changePassword({ ...client, ...options, path: await owner(), body });
  }

  /** Deletes the account and all that is in it, for good. */
  async function remove(currentPassword: string, options: CallOptions = {}): Promise<void> {
    const body = { current_password: currentPassword };
    await deleteAccount({ ...client, ...options, path: await owner(), body });
    tokens.end();
  }
}
