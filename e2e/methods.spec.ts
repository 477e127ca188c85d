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

test('who offers another protocol is answered in this one, also after a page', async ({
  baseURL,
}) => {
  const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' };
  expect((await send(`${baseURL}/sign-in`, 'GET')).resume().statusCode).toBe(200);
  for (const path of ['/api/healthz', '/sign-in']) {
    const answer = await send(`${baseURL}${path}`, 'GET', headers);
    expect([path, answer.resume().statusCode]).toEqual([path, 200]);
  }
});

/** What `fetch` would not send. */
async function send(url: string, method: string, headers = {}): Promise<IncomingMessage> {
  const [answer] = await once(request(url, { method, headers }).end(), 'response');
  return answer as IncomingMessage;
}
