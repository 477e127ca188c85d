import { z } from 'zod';
import { object, owner } from './task-fields';
import { isStorable, mustBe, text } from './text';

const currentPassword = text(128)
  .describe('The password as it is now.')
  .meta({ format: 'password' });

/** As at sign-up, where lengths are counted in UTF-16 units. */
const newPassword = z
  .string(mustBe('a string'))
  .refine(isStorable, 'must not contain NUL or lone surrogates')
  .refine(({ length }) => length >= 8 && length <= 128, 'must have 8 to 128 characters')
  .describe('8 to 128 characters.')
  .meta({ minLength: 8, maxLength: 128, format: 'password' });

export const ChangePassword = z.object(
  { ...owner, current_password: currentPassword, new_password: newPassword },
  object,
);

export const DeleteAccount = z.object({ ...owner, current_password: currentPassword }, object);
