import { Problem } from '@/contract/problem';
import type { Answer, Sent } from '@/testing/http';
import { CANARY, type Target } from './target';

const PROBLEM = 'application/problem+json';
/** Statuses of what is refused before anybody looks for its path. */
const UNREAD = new Set([408, 414, 431]);
/** Statuses of what is refused in the words of REST before RPC or Better Auth see it. */
const EARLY = new Set([400, 404, 413, ...UNREAD]);

/** Throws when an answer is a failure, or not what the document says. */
export function judge(target: Target, sent: Sent, answer: Answer): void {
  const path = pathOf(sent);
  const isRpc = path.startsWith('/api/trpc/');
  const told = `${answer.status} ${answer.text.slice(0, 2_000)}`;
  // Within a batch, too; what a client says has its quotes escaped.
  if (isFailure(answer) || (isRpc && /"httpStatus":5\d\d/.test(answer.text))) {
    throw new Error(`A failure: ${told}`);
  }
  const early = isRpc || path.startsWith('/api/auth/') ? EARLY : UNREAD;
  if (early.has(answer.status) && answer.headers['content-type'] === PROBLEM) {
    if (sent.method !== 'HEAD') Problem.parse(answer.json);
    return;
  }
  if (isDescribed(target, path, sent.method)) target.conforms({ ...sent, path }, answer, true);
  const isToldWhy = sent.method === 'HEAD' || answer.text.includes('"problem":{');
  if (isRpc && answer.status >= 400 && !isToldWhy) throw new Error(`No problem: ${told}`);
}

export function isFailure({ status }: Answer): boolean {
  return status >= 500;
}

/** Better Auth serves more than the document describes. */
function isDescribed({ document }: Target, path: string, method: string): boolean {
  const [pathname = ''] = path.split('?');
  return (
    !pathname.startsWith('/api/auth/') || method.toLowerCase() in (document.paths[pathname] ?? {})
  );
}

/** What the victim alone knows may be in no answer, and what is known of the victim only where it was asked for. */
export function expectNoCanary({ cast: { victim } }: Target, sent: Buffer, text: string): void {
  const known = [victim.email, victim.id].filter((value) => !sent.includes(value));
  const told = [CANARY, victim.token, ...known].find((value) => text.includes(value));
  if (told !== undefined) throw new Error(`An answer has ${told} in it: ${text.slice(0, 2_000)}`);
}

/** The path of a target in absolute form, too; one that two readers could take for two leads nowhere. */
function pathOf({ path }: Sent): string {
  const target = `http://localhost${path.replace(/^https?:\/\/[^/?]*/, '')}`;
  if (target.includes('\\') || !URL.canParse(target)) return '/';
  const { pathname, search } = new URL(target);
  return pathname + search;
}
