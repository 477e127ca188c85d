import { TRPCError } from '@trpc/server';
import type { Attempt, Outcome } from '@/db/idempotency';
import { digest } from '@/db/opaque';
import type { Context, UserContext } from './context';

/** What a client asks for, beside the key that it sends with it. */
interface Call {
  ctx: UserContext;
  /** The name of the procedure. */
  path: string;
  input: unknown;
}

/**
 * Writes, or with an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) writes once: who asks
 * again within 24 hours is given the first answer, with `Idempotency-Replayed`.
 * @throws TRPCError BAD_REQUEST for a key that is none, UNPROCESSABLE_CONTENT if it came with another
 * input before, CONFLICT while the first attempt runs.
 */
export async function once<T>(
  { ctx, path, input }: Call,
  write: () => Promise<T>,
  writeOnce: (attempt: Attempt) => Promise<Outcome<T>>,
): Promise<T> {
  const key = readKey(ctx.requestHeaders);
  if (key === undefined) return write();
  const fingerprint = digest([path, input]);
  const outcome = await writeOnce({ userId: ctx.userId, key, fingerprint });
  if (outcome === 'running') throw stillRunning(ctx);
  if (outcome === 'different') {
    throw new TRPCError({
      code: 'UNPROCESSABLE_CONTENT',
      message: 'Idempotency-Key: was used for another request; make a new key for this one',
    });
  }
  if (outcome.replayed) ctx.headers.set('idempotency-replayed', 'true');
  return outcome.answer;
}

/** 1 to 255 visible characters, bare or as a string of RFC 8941. */
function readKey(headers: Context['requestHeaders']): string | undefined {
  const text = headers.get('idempotency-key');
  if (text === null) return undefined;
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text)?.[1];
  const key = quoted?.replaceAll(/\\(.)/g, '$1') ?? text;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new TRPCError({
    code: 'BAD_REQUEST',
    message: 'Idempotency-Key must have 1 to 255 visible characters',
  });
}

function stillRunning({ headers }: UserContext): TRPCError {
  headers.set('retry-after', '1');
  return new TRPCError({
    code: 'CONFLICT',
    message: 'The first request with this Idempotency-Key is still running: try again in a second',
  });
}
