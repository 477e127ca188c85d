import { TRPCError } from '@trpc/server';
import type { Task } from '@/contract/tasks';
import { digest } from '@/db/opaque';
import type { Context } from './context';
import { signal, signalOf } from './signal';

const ENTITY_TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/** The strong entity tag (RFC 9110 section 8.8.3) of a task: its version. */
export function taskTag({ version }: Pick<Task, 'version'>): string {
  return `"${version}"`;
}

/** The strong entity tag of a list: the user's revision, with the query and whatever else it hangs on. */
export function listTag(revision: number, query: object): string {
  return `"${revision}-${digest(query)}"`;
}

/**
 * The versions that `If-Match` (RFC 9110 section 13.1.1) allows; undefined where any will do. A weak
 * tag allows none.
 * @throws TRPCError BAD_REQUEST when the header is no list of entity tags.
 */
export function versionsAllowed(ctx: Context): number[] | undefined {
  const tags = readTags(ctx, 'If-Match');
  if (tags === undefined || tags === '*') return undefined;
  return tags.flatMap((tag) => {
    const version = /^"([1-9]\d{0,14})"$/.exec(tag)?.[1];
    return version === undefined ? [] : Number(version);
  });
}

/** Whether the client names answers that may still be good (RFC 9110 section 13.1.2); `*` names none. */
export function hasAnswer(ctx: Context): boolean {
  return Array.isArray(readTags(ctx, 'If-None-Match'));
}

/**
 * Refuses to give the answer with this tag to a client that has it.
 * @throws TRPCError that `isNotModified` if it has; BAD_REQUEST when the header is no list of entity tags.
 */
export function refuseKnown(ctx: Context, tag: string): void {
  const known = readTags(ctx, 'If-None-Match');
  if (known !== '*' && !known?.some((one) => one.replace(/^W\//, '') === tag)) return;
  ctx.headers.set('etag', tag);
  throw signal('NOT_MODIFIED', 'PRECONDITION_FAILED', 'Not modified');
}

/** Gives the answer its entity tag, unless the client has that answer; throws as `refuseKnown`. */
export function tagAnswer(ctx: Context, tag: string): void {
  refuseKnown(ctx, tag);
  ctx.headers.set('etag', tag);
}

/** Whether an error says that the client has the answer: over HTTP that is a 304 without a body. */
export function isNotModified(error: unknown): boolean {
  return signalOf(error) === 'NOT_MODIFIED';
}

function readTags({ requestHeaders }: Context, name: string): '*' | string[] | undefined {
  const text = requestHeaders.get(name)?.trim();
  if (text === undefined || text === '*') return text;
  const tags = text.match(ENTITY_TAG);
  if (tags && /^[\s,]*$/.test(text.replaceAll(ENTITY_TAG, ''))) return tags;
  throw new TRPCError({
    code: 'BAD_REQUEST',
    message: `${name} must be * or a list of entity tags such as "42"`,
  });
}
