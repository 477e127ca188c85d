/** A request, as far as an answer needs to know it. */
export interface ApiRequest {
  method: string;
  /** The path of the URL, in which dots are resolved. */
  path: string;
  /** The query of the URL with its question mark, or nothing. */
  search: string;
  headers: FieldReader;
  /** Aborted when the client has gone. */
  signal: () => AbortSignal;
  /** Where the client is, for the limits of log-in. */
  clientAddress: () => string | undefined;
  /** The bytes of the body; undefined where they are more than `most`. Rejects when it ends early. */
  readBody: (most: number) => Promise<Uint8Array | undefined>;
  /** The headers as the Fetch standard has them. */
  toHeaders: () => Headers;
}

/** Reads one field; where it was sent several times, its values are joined (RFC 9110 section 5.3). */
export type FieldReader = Pick<Headers, 'get' | 'has'>;

/** The same of a request as the Fetch standard has it. */
export function fromFetch(request: Request, clientAddress?: string): ApiRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    search,
    headers: request.headers,
    signal: () => request.signal,
    clientAddress: () => clientAddress,
    readBody: (most) => readStream(request.body, most),
    toHeaders: () => new Headers(request.headers),
  };
}

async function readStream(
  body: AsyncIterable<Uint8Array> | null,
  most: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
