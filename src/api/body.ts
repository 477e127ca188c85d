import { TRPCError } from '@trpc/server';
import { invalid } from './problem';
import type { ApiRequest, FieldReader } from './request';

/** Bodies of requests have this many bytes at most. */
const MAX_BODY_BYTES = 65_536;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The JSON object in the body of a request; an empty body is an empty object. */
export async function readJsonObject(request: ApiRequest): Promise<object> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  requireJson(request.headers);
  const value = parseJson(decode(bytes));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw invalid([], 'must be an object');
}

/** The body as text; refused where it is too large, not UTF-8, or begins with a byte order mark. */
export async function readText(request: ApiRequest): Promise<string> {
  return decode(await readBytes(request));
}

/** Refuses a `Content-Type` (RFC 9110 section 8.3) other than JSON's, in any case and with any parameters. */
export function requireJson(headers: FieldReader): void {
  const [type] = headers.get('content-type')?.split(';', 1) ?? [];
  if (type?.trim().toLowerCase() === 'application/json') return;
  throw new TRPCError({
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The body must be sent as Content-Type: application/json',
  });
}

/** Reading stops where there are too many. */
async function readBytes({ headers, readBody }: ApiRequest): Promise<Uint8Array> {
  if (Number(headers.get('content-length')) > MAX_BODY_BYTES) tooLarge();
  const bytes = await readBody(MAX_BODY_BYTES).catch(() => {
    // Without its cause, as a client that hangs up looks like a database that does.
    throw malformed('The body ended early');
  });
  return bytes ?? tooLarge();
}

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw malformed('The body is not valid UTF-8', cause);
  }
  if (text.startsWith('\uFEFF')) throw malformed('The body begins with a byte order mark');
  return text;
}

/**
 * The value that a JSON text is.
 * @throws TRPCError PARSE_ERROR when it is none.
 */
export function parseJson(text: string, name = 'The body'): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed(`${name} is not valid JSON`, cause);
  }
}

function malformed(message: string, cause?: unknown) {
  return new TRPCError({ code: 'PARSE_ERROR', message, cause });
}

function tooLarge(): never {
  throw new TRPCError({
    code: 'PAYLOAD_TOO_LARGE',
    message: `The body has more than ${MAX_BODY_BYTES} bytes`,
  });
}
