import * as fc from 'fast-check';
import type { Cast } from './target';

/** Requests over one connection, cut into pieces at any places, and how each is to be answered. */
export interface Pipeline {
  pieces: Buffer[];
  expected: { requestId: string; status: number }[];
}

type Kind = [status: number, line: string, rest: string];

/** Without a body, which might be cut off when the connection ends. */
const LAST: Kind = [200, 'GET /api/healthz', 'Connection: close\r\n\r\n'];

const HIDDEN = 'GET /api/hidden HTTP/1.1\r\nHost: x\r\nX-Request-Id: hidden\r\n\r\n';

/** Requests that are answered by different parts of the server, some before their body is read. */
export function pipelines({ me, victim }: Cast): fc.Arbitrary<Pipeline> {
  const own = `Authorization: Bearer ${me.token}\r\n`;
  const body = `Content-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`;
  const chunks = `Transfer-Encoding: chunked\r\n\r\n${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`;
  const kinds: Kind[] = [
    [200, 'GET /api/healthz', '\r\n'],
    [200, 'GET /api/auth/ok', '\r\n'],
    [200, `GET /api/${me.id}/tasks?limit=1`, `${own}\r\n`],
    [200, 'GET /api/trpc/system.live', '\r\n'],
    [404, 'GET /api/nowhere', '\r\n'],
    [403, `GET /api/${victim.id}/tasks`, `${own}\r\n`],
    [401, `POST /api/${me.id}/tasks`, body],
    [401, `POST /api/${me.id}/tasks`, chunks],
    [403, `POST /api/${victim.id}/tasks`, own + body],
    [404, 'POST /api/nowhere', body],
    [405, 'DELETE /api/healthz', chunks],
    [415, `POST /api/${me.id}/tasks`, own + body],
    [400, `POST /api/${me.id}/tasks`, `${own}Content-Type: application/json\r\n${chunks}`],
  ];
  return fc
    .record({
      chosen: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 6 }),
      cuts: fc.array(fc.nat(2_000), { maxLength: 4 }),
    })
    .map(({ chosen, cuts }) => {
      const all = [...chosen, LAST];
      const texts = all.map(
        ([, line, rest], index) =>
          `${line} HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: r${index}\r\n${rest}`,
      );
      return {
        pieces: cutAt(Buffer.from(texts.join('')), cuts),
        expected: all.map(([status], index) => ({ requestId: `r${index}`, status })),
      };
    });
}

function cutAt(bytes: Buffer, cuts: number[]): Buffer[] {
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}
