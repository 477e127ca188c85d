import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { converse } from '@/fuzz/connection';
import { headersOf, hostileHeaders } from '@/fuzz/hostile-headers';
import { encode, hostileName, hostileText, mostly } from '@/fuzz/hostile-text';
import { readAnswers, show, writeRequest } from '@/fuzz/http-text';
import { tricked } from '@/fuzz/path-tricks';
import { fuzzRuns } from '@/testing/fuzz-runs';
import { addMember, type Member } from '@/testing/members';
import { createDataDirectory, start, stopAll, type Tandem } from './server';

/** MiB: what the first rendering of each page takes, and garbage that has not been collected. */
const SLACK = 256;

let tandem: Tandem;
let member: Member;
let removeDirectory: () => Promise<void>;

test.beforeAll(async () => {
  const [directory, remove] = await createDataDirectory();
  removeDirectory = remove;
  tandem = await start({ DATA_DIR: directory });
  member = await addMember(tandem.port);
});
test.afterAll(async () => {
  await stopAll();
  await removeDirectory();
});

test('no request for a page makes a failure, hangs, or is kept in memory', async () => {
  test.setTimeout(0);
  const property = fc.asyncProperty(hostileRequests(member), attack);
  await fc.assert(property, fuzzRuns(0.03));
  const before = await residentMemory();
  await fc.assert(property, fuzzRuns(0.12));
  expect((await residentMemory()) - before).toBeLessThan(SLACK);
  expect(tandem.output().split('\n').filter(tellsOfFailure)).toEqual([]);
});

const PAGES = [
  '/',
  '/sign-in',
  '/sign-up',
  '/tasks',
  '/deleted',
  '/settings',
  '/docs',
  '/problems/validation',
];
const ODD_PATHS = [
  '/unknown',
  '/problems/',
  '/problems/__proto__',
  '/problems/%00',
  '/problems/..%2f..%2fetc%2fpasswd',
  '/_error',
  '/_global-error',
  '/a/../_global-error',
  '/a/%2e%2e/_global-error',
  '/%5fglobal-error',
  '/_not-found',
  '/404',
  '/500',
  '/icon.svg',
  '/favicon.ico',
  '/index.html',
  '/.env',
  '/_next/',
  '/_next/data/x/tasks.json',
  '/_next/image?url=%2Ficon.svg&w=64&q=75',
  '/_next/image?url=http://127.0.0.1/&w=64&q=75',
  '/_next/static/../../package.json',
  '/_next/static/%2e%2e/%2e%2e/package.json',
  '/_next/static/chunks/%00.js',
];
const METHODS = ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** What Next tells itself, in right, nearly right and absurd words. */
const NEXT_HEADERS: Record<string, string[]> = {
  RSC: ['1', '0', 'x'],
  'Next-Router-State-Tree': ['%5B%22%22%2C%7B%7D%5D', '%', '[', '%5B'.repeat(900), 'null'],
  'Next-Router-Prefetch': ['1', '2', 'x'],
  'Next-Router-Segment-Prefetch': ['/_tree', '/../..', '__PAGE__', 'x'.repeat(2_000)],
  'Next-Action': ['x', '0'.repeat(42), '__proto__'],
  'Next-Url': ['/tasks', '//evil.example', '%'],
  'Next-HMR-Refresh': ['1'],
  'X-Nextjs-Data': ['1'],
  'X-Middleware-Subrequest': ['src/proxy:src/proxy:src/proxy:src/proxy:src/proxy', 'middleware'],
  'X-Middleware-Rewrite': ['/settings', 'http://127.0.0.1:1/'],
  'X-Middleware-Next': ['1'],
  'X-Matched-Path': ['/settings', '/_error'],
  'X-Invoke-Path': ['/settings'],
  'X-Invoke-Status': ['500', 'x'],
  'X-Now-Route-Matches': ['1=x'],
  'X-Prerender-Revalidate': ['x'],
  'X-Forwarded-Proto': ['https', 'x'],
  Host: ['evil.example', '', 'a b', '[::1', 'localhost:99999'],
};

function hostileRequests({ cookie }: Member) {
  const path = fc.oneof(
    { arbitrary: fc.constantFrom(...PAGES).chain(tricked), weight: 3 },
    { arbitrary: fc.constantFrom(...ODD_PATHS), weight: 2 },
    { arbitrary: hostileText.map((text) => `/problems/${encode(text)}`), weight: 1 },
  );
  const name = fc.constantFrom('next', 'callbackURL', '_rsc', '__nextDataReq', 'nxtPslug', 'slug');
  const parameter = fc.tuple(mostly(name, hostileName, 3), hostileText);
  const header = fc
    .constantFrom(...Object.entries(NEXT_HEADERS))
    .chain(([key, values]) => fc.tuple(fc.constant(key), fc.constantFrom(...values)));
  return fc
    .record({
      method: mostly(fc.constant('GET'), fc.constantFrom(...METHODS), 5),
      path,
      query: fc.array(parameter, { maxLength: 2 }),
      own: fc.constantFrom<[string, string][]>([], [['Cookie', cookie]]),
      next: fc.array(header, { maxLength: 3 }),
      more: hostileHeaders,
    })
    .map(({ method, path: target, query, own, next, more }) => {
      const text = query.map((pair) => pair.map(encode).join('=')).join('&');
      return writeRequest({
        method,
        path: text === '' ? target : `${target}${target.includes('?') ? '&' : '?'}${text}`,
        headers: headersOf([['Host', 'localhost'], ...own, ...next, ...more]),
        body: method === 'POST' ? '["$F1"]' : undefined,
      });
    });
}

/** A connection that is left open is an error. */
async function attack(bytes: Buffer): Promise<void> {
  const course = await converse(tandem.port, [bytes]);
  if (course.reset) return;
  const answers = readAnswers(course.bytes, bytes.toString('latin1').startsWith('HEAD '));
  const wrong = answers.filter(({ status, headers }) => {
    return status >= 500 || headers['x-content-type-options'] !== 'nosniff';
  });
  expect(wrong, show(bytes)).toEqual([]);
  expect(answers, show(bytes)).toHaveLength(1);
}

async function residentMemory(): Promise<number> {
  const status = await readFile(`/proc/${tandem.process.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024;
}

/** In the words of Next, of Node, or of ourselves. */
function tellsOfFailure(line: string): boolean {
  return /⨯|Error|Warning|"level":[56]0/.test(line);
}
