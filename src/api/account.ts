import { z } from 'zod';
import { changePassword, deleteAccount } from '@/auth/account';
import { ChangePassword, DeleteAccount } from '@/contract/account';
import { confirmPassword, overtaken } from './confirm-password';
import { rest } from './meta';
import { protectedProcedure, router } from './trpc';

const password = 'correct horse battery staple';

export const accountRouter = router({
  changePassword: protectedProcedure
    .meta(
      rest(
        'PUT',
        '/api/{user_id}/account/password',
        'changePassword',
        'Change the password and end all sessions but this',
        {
          status: 204,
          description:
            'Needs the present password. This session and its tokens go on. Only so many wrong passwords are tried.',
          example: { current_password: password, new_password: `${password}s` },
        },
      ),
    )
    .input(ChangePassword)
    .output(z.void())
    .mutation(async ({ ctx, input }) => {
      const credentials = await confirmPassword(ctx, input.current_password);
      const changed = await changePassword(ctx.services, ctx, credentials, input.new_password);
      if (!changed) throw await overtaken(ctx);
    }),

  // Not DELETE: clients and proxies drop the body of one (RFC 9110 section 9.3.5), and a URL is no place for a password.
  delete: protectedProcedure
    .meta(
      rest(
        'POST',
        '/api/{user_id}/account/deletion',
        'deleteAccount',
        'Delete the account with everything in it, for good',
        {
          status: 204,
          description:
            'Needs the password. Tasks, sessions and tokens are gone at once; nothing brings them back.',
          example: { current_password: password },
        },
      ),
    )
    .input(DeleteAccount)
    .output(z.void())
    .mutation(async ({ ctx, input }) => {
      const credentials = await confirmPassword(ctx, input.current_password);
      const deleted = await deleteAccount(ctx.services, ctx.userId, credentials);
      if (!deleted) throw await overtaken(ctx);
    }),
});
