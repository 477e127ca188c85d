import type { IncomingHttpHeaders } from 'node:http';
import type { Answer, Sent } from '@/testing/http';

/** The bytes of a request; every connection has one, and is closed behind it. */
export function writeRequest({ method, path, headers, body = '' }: Sent): Buffer {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  const bytes = Buffer.from(body);
  if (bytes.length > 0) lines.push(`Content-Length: ${bytes.length}`);
  const head = [`${method} ${path} HTTP/1.1`, 'Connection: close', ...lines].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]);
}

/** The answers in the bytes of a connection, without interim ones. @throws Error when they are none. */
export function readAnswers(bytes: Buffer, isHead = false): Answer[] {
  const answers: Answer[] = [];
  // One byte is one character, so that lengths are those of bytes.
  let rest = bytes.toString('latin1');
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = rest.slice(0, Math.max(end, 0)).split('\r\n');
    const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine) ?? [];
    if (status === undefined) throw new Error(`These are no answers of HTTP: ${show(bytes)}`);
    const headers = readHeaders(lines);
    rest = rest.slice(end + 4);
    if (status.startsWith('1')) continue;
    // Headers that are too long are refused before anybody has read the method.
    const isEmpty = (isHead && status !== '431') || status === '204' || status === '304';
    const [body, length] = isEmpty ? ['', 0] : readBody(headers, rest);
    rest = rest.slice(length);
    const text = Buffer.from(body, 'latin1').toString();
    answers.push({ status: Number(status), headers, text, json: parseJson(text) });
  }
  return answers;
}

/** Bytes for people: what is not visible is escaped. */
export function show(bytes: Buffer): string {
  const text = JSON.stringify(bytes.toString('latin1')).replaceAll(String.raw`\r\n`, '\\r\\n\n');
  return text.length > 4_000 ? `${text.slice(0, 4_000)}… (${bytes.length} bytes)` : text;
}

function readHeaders(lines: string[]): IncomingHttpHeaders {
  const headers: Record<string, string | string[]> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'set-cookie') headers[name] = [...(headers[name] ?? []), value];
    else headers[name] = name in headers ? `${String(headers[name])}, ${value}` : value;
  }
  return headers;
}

/** The body at the beginning of the rest, and how much of it that takes. */
function readBody(headers: IncomingHttpHeaders, rest: string): [body: string, length: number] {
  if (headers['transfer-encoding'] === 'chunked') return readChunks(rest);
  const length = Number(headers['content-length'] ?? rest.length);
  if (length > rest.length) throw new Error(`An answer was cut short: ${rest.slice(0, 1_000)}`);
  return [rest.slice(0, length), length];
}

function readChunks(rest: string): [body: string, length: number] {
  let body = '';
  let at = 0;
  for (;;) {
    const [line, size] = /^([0-9a-f]+)\r\n/.exec(rest.slice(at, at + 20)) ?? [];
    if (line === undefined || size === undefined) throw new Error('A chunk was cut short');
    const length = Number.parseInt(size, 16);
    const begin = at + line.length;
    at = begin + length + 2;
    if (length === 0) return [body, at];
    body += rest.slice(begin, begin + length);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
