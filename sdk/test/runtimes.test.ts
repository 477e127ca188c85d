import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type * as sdk from '@tandem/sdk';
import { aStranger, type Service, startService } from './service';

type Who = ReturnType<typeof aStranger>;

const pages = createServer((_, response) => response.setHeader('content-type', 'text/html').end());

let service: Service;
let script: string;
let origin: string;

beforeAll(async () => {
  await once(pages.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  service = await startService({ CORS_ORIGINS: origin });
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../dist/main.js', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'sdk',
    // Anything of Node would not be found.
    platform: 'neutral',
  });
  script = outputFiles[0]!.text;
});

afterAll(async () => {
  pages.close();
  await service.close();
});

test('it works where edge functions run', async () => {
  const vm = new EdgeVM();
  vm.evaluate(script);
  const told = vm.evaluate(
    `(${scenario})(sdk, ${JSON.stringify(whoAndWhere())})`,
  ) as Promise<unknown>;
  expect(await told).toEqual(expected());
});

test('it works in a browser, on a page of another origin', async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(origin);
  await page.addScriptTag({ content: script });
  const told = await page.evaluate(`(${scenario})(sdk, ${JSON.stringify(whoAndWhere())})`);
  expect(told).toEqual(expected());
});

/** Runs elsewhere, from its text: it can use nothing but what it is given. */
async function scenario({ signUp, isProblem }: typeof sdk, who: Who & { baseUrl: string }) {
  const { tasks, ...tandem } = await signUp(who);
  await tasks.bulk(['One', 'Two', 'Three'].map((title) => ({ op: 'create', title })));
  const titles: string[] = [];
  for await (const { title } of tasks.list({ order: 'asc' }, { pageSize: 2 })) titles.push(title);
  const error: unknown = await tasks.get(2_000_000_000).catch((thrown: unknown) => thrown);
  const synced: number[] = [];
  for await (const { changes } of tasks.sync()) {
    synced.push(changes.length);
    if (synced.length === 2) break;
    await tasks.create({ title: 'Four' });
  }
  await tandem.signOut();
  return { titles, synced, isNotFound: isProblem(error, 404) };
}

function whoAndWhere() {
  return { ...aStranger(), baseUrl: service.baseUrl };
}

function expected() {
  return { titles: ['One', 'Two', 'Three'], synced: [3, 1], isNotFound: true };
}
