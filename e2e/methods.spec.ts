import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';

const refused = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const paths = ['/', '/sign-in', '/nowhere', '/icon.svg', '/_next/static/none.js'];

test('pages and assets can be read, and nothing else', async ({ baseURL }) => {
  for (const method of refused) {
    for (const path of paths) {
      const answer = await send(`${baseURL}${path}`, method);
      expect([method, path, answer.statusCode]).toEqual([method, path, 405]);
      expect(answer.headers).toMatchObject({
        allow: 'GET, HEAD',
        'content-type': 'application/problem+json',
        'x-content-type-options': 'nosniff',
      });
      expect(await json(answer)).toMatchObject({ code: 'METHOD_NOT_SUPPORTED' });
    }
  }
  expect((await send(`${baseURL}/sign-in`, 'HEAD')).resume().statusCode).toBe(200);
});

/** What `fetch` would not send. */
async function send(url: string, method: string): Promise<IncomingMessage> {
  const [answer] = await once(request(url, { method }).end(), 'response');
  return answer as IncomingMessage;
}
