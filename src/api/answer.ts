/** An answer that is whole before it is sent; what is a stream, or Better Auth's, is a `Response` instead. */
export interface Answer {
  status: number;
  /** Names, in lower case, and values in turn: as Node takes them without looking for repeats. */
  headers: string[];
  body: string | null;
}

/** A JSON value as an answer. */
export function jsonAnswer(value: unknown, status = 200, type = 'application/json'): Answer {
  return { status, headers: ['content-type', type], body: JSON.stringify(value) };
}

/** An answer that its status and headers tell. */
export function emptyAnswer(status: number, headers: string[] = []): Answer {
  return { status, headers, body: null };
}

/** The same as the Fetch standard has it. */
export function toResponse(answer: Answer | Response): Response {
  if (answer instanceof Response) return answer;
  const { status, headers, body } = answer;
  return new Response(body, { status, headers: pairsOf(headers) });
}

/** Names with their values. */
export function pairsOf(headers: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < headers.length; at += 2) {
    pairs.push([headers[at] ?? '', headers[at + 1] ?? '']);
  }
  return pairs;
}
