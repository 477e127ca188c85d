import type { Send } from './retries.js';

/** A token, or where to get one: called at first, and again with the token that the server refused. */
export type TokenSource = string | ((refused?: string) => string | Promise<string>);

/** The token in use. */
export interface Tokens {
  /** The token, got at first. */
  current: () => Promise<string>;
  /** The token after one that was refused: got once, however many ask; undefined where there is none. */
  after: (refused: string) => Promise<string | undefined>;
  /** Gets none any more. */
  end: () => void;
}

/** Keeps the token of a source. */
export function keepTokens(source: TokenSource): Tokens {
  const get = typeof source === 'string' ? undefined : source;
  let kept = typeof source === 'string' ? Promise.resolve(source) : undefined;
  let hasEnded = false;

  return {
    current: () => (kept ??= begin()),
    after: async (refused) => {
      const was = kept;
      // Somebody else was refused as well, and asked before.
      if ((await was) !== refused || kept !== was) return kept ?? begin();
      if (!get || hasEnded) return undefined;
      return begin(refused);
    },
    end: () => void (hasEnded = true),
  };

  function begin(refused?: string): Promise<string> {
    const asked = Promise.resolve(refused).then((token) => get?.(token) ?? '');
    kept = asked;
    // What failed is not kept: the next who needs a token asks again.
    asked.catch(() => {
      if (kept === asked) kept = undefined;
    });
    return asked;
  }
}

/** Sends with the token; where it is refused, once more with the next one. */
export function withToken(send: Send, tokens: Tokens): Send {
  return async (request) => {
    const token = await tokens.current();
    const answer = await send(bearing(token, request.clone()));
    if (answer.status !== 401) return answer;
    const next = await tokens.after(token);
    if (next === undefined || next === token) return answer;
    await answer.body?.cancel();
    return send(bearing(next, request));
  };
}

function bearing(token: string, request: Request): Request {
  request.headers.set('authorization', `Bearer ${token}`);
  return request;
}
