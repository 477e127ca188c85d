/** What a request is answered with. */
export interface Answer {
  status: number;
  /** Names, in lower case, and values in turn: as Node takes them without looking for repeats. */
  headers: string[];
  body: string | ReadableStream<Uint8Array> | null;
  /** Made by a library: what we say of all answers goes over what its headers say. */
  isForeign?: boolean;
}

/** A JSON value as an answer. */
export function jsonAnswer(value: unknown, status = 200, type = 'application/json'): Answer {
  return { status, headers: ['content-type', type], body: JSON.stringify(value) };
}

/** An answer that its status and headers tell. */
export function emptyAnswer(status: number, headers: string[] = []): Answer {
  return { status, headers, body: null };
}

/** The answer that a library gave, with a body that is read to its end or sent as it comes. */
export function foreignAnswer({ status, headers }: Response, body: Answer['body']): Answer {
  return { status, headers: [...headers].flat(), body, isForeign: true };
}

/** The same as the Fetch standard has it. */
export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers: pairsOf(headers) });
}

function pairsOf(headers: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < headers.length; at += 2) {
    pairs.push([headers[at] ?? '', headers[at + 1] ?? '']);
  }
  return pairs;
}
