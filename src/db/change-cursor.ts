import { z } from 'zod';
import { digest, fromOpaque, toOpaque } from './opaque';

/** How far somebody knows the tasks of a user. */
export interface ChangePosition {
  /** They have seen what happened up to this version. */
  version: number;
  /** What was deleted up to this version they never knew, as they began after it. */
  began: number;
}

/** The position as an opaque cursor (base64url), bound to the user. */
export function encodePosition(userId: string, { version, began }: ChangePosition): string {
  return toOpaque([digest(userId), version, began > version ? began : 0]);
}

/** The position in a cursor, undefined if it is none or that of somebody else. */
export function decodePosition(userId: string, cursor: string): ChangePosition | undefined {
  const Cursor = z.tuple([z.literal(digest(userId)), z.int().min(0), z.int().min(0)]);
  const [, version, began] = Cursor.safeParse(fromOpaque(cursor)).data ?? [];
  return version === undefined || began === undefined ? undefined : { version, began };
}
