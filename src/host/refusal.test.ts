import pino from 'pino';
import { expect, test } from 'vitest';
import { HOST, host, open, problemIn, readBody, serve } from '@/testing/raw-http';

test.each([
  ['no HTTP', 'secret\r\n\r\n'.repeat(1_000), 'BAD_REQUEST'],
  ['a long URL', `GET /${'secret'.repeat(2_000)} HTTP/1.1\r\n${HOST}\r\n`, 'URI_TOO_LONG'],
])('a connection that is refused for %s is one line in the log', async (_, text, code) => {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const client = await open(await serve(readBody, {}, { ...host, log }));
  client.socket.write(text);
  await client.ended;
  const { status, headers } = problemIn(client.received());
  const requestId = headers['x-request-id'];
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 30, time: expect.any(Number), requestId, code, status },
  ]);
});
