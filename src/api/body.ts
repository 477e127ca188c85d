import { TRPCError } from '@trpc/server';
import { z } from 'zod';

/** Bodies of requests have this many bytes at most. */
export const MAX_BODY_BYTES = 65_536;

/** The JSON object in the body of a request; an empty body is an empty object. */
export async function readJsonObject(request: Request): Promise<object> {
  const text = await readText(request);
  if (text === '') return {};
  if (!isJson(request.headers.get('content-type'))) {
    throw new TRPCError({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: 'The body must be sent as Content-Type: application/json',
    });
  }
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const cause = new z.ZodRealError([
    { code: 'custom', path: [], message: 'must be an object', input: value },
  ]);
  throw new TRPCError({ code: 'UNPROCESSABLE_CONTENT', cause });
}

/** The body as text; reading stops where it is too large, and bytes that are not UTF-8 are refused. */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) throw tooLarge();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw tooLarge();
    text += decode(decoder, chunk);
  }
  return text + decode(decoder);
}

/** Whether a `Content-Type` is that of JSON (RFC 9110 section 8.3): in any case, with any parameters. */
export function isJson(contentType: string | null): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', message: 'The body is not valid JSON', cause });
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', message: 'The body is not valid UTF-8', cause });
  }
}

function tooLarge() {
  return new TRPCError({
    code: 'PAYLOAD_TOO_LARGE',
    message: `The body has more than ${MAX_BODY_BYTES} bytes`,
  });
}
