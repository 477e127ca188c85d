import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { type Person, type TestApp, TEST_SECRET } from './app';
import { bearer } from './clients';

/** A server of the API in a process of its own, without the pages. */
export interface ApiProcess {
  port: number;
  /** Sends a request for somebody's tasks; rejects when the process dies over it. */
  send: (person: Person, method: string, path: string, message?: Message) => Promise<Answer>;
  /** Ends it as a crash would. */
  kill: () => Promise<void>;
  /** Before which statement it killed itself; a promise that waits for its end. */
  lastWords: Promise<string>;
}

/** With `x-die-before`, the process kills itself before its n-th statement, or before the `answer`. */
interface Message {
  json?: unknown;
  headers?: Record<string, string>;
}

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** For packages that are no ES modules. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

// With the packages in it, as one file starts in a third of the time that many take.
const bundle = build({
  entryPoints: [fileURLToPath(new URL('./api-child.ts', import.meta.url))],
  bundle: true,
  platform: 'node',
  format: 'esm',
  banner: { js: REQUIRE },
  write: false,
});

/**
 * Starts a process on the database of the app and waits until it listens. The tokens of the app are
 * good there; it is killed when `onDone` calls back.
 */
export async function startApiProcess(
  { services: { env } }: TestApp,
  onDone: (kill: () => Promise<void>) => void = onTestFinished,
): Promise<ApiProcess> {
  const [script] = (await bundle).outputFiles;
  const child = spawn(process.execPath, ['--input-type=module'], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: env.DATABASE_URL,
      DATABASE_POOL_MAX: String(env.DATABASE_POOL_MAX),
      BETTER_AUTH_URL: env.BETTER_AUTH_URL,
      BETTER_AUTH_SECRET: TEST_SECRET,
      AUTH_RATE_LIMIT: 'off',
      API_RATE_LIMIT: '0',
      LOG_LEVEL: 'silent',
    },
  });
  const exit = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exit;
  };
  onDone(kill);
  child.stdin!.end(script?.contents);
  const [port] = (await Promise.race([
    once(child, 'message'),
    exit.then(() => Promise.reject(new Error('The process ended before it listened.'))),
  ])) as [number];
  return {
    port,
    send: (...request) => send(port, ...request),
    kill,
    lastWords: text(child.stdout!),
  };
}

async function send(
  port: number,
  { id, token }: Person,
  method: string,
  path: string,
  { json, headers }: Message = {},
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/api/${id}/tasks${path}`, {
    method,
    headers: {
      ...bearer(token),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
