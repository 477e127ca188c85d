import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A server of the API in a process of its own, without the pages. */
export interface ServerProcess {
  port: number;
  /** What it has printed on standard output so far. */
  output: () => string;
  /** The same of standard error. */
  complaints: () => string;
  /** Bytes of its heap that are in use after garbage collection. */
  heapUsed: () => Promise<number>;
  /** Ends it as a crash would, and waits until it has ended. */
  kill: () => Promise<void>;
  /** Asks it to stop, and gives its exit code; null if a signal ended it. */
  stop: () => Promise<number | null>;
  /** All that it has printed, when it has ended. */
  lastWords: Promise<string>;
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

/** Starts a process with these environment variables, and no limits, and waits until it listens. */
export async function startServerProcess(
  variables: Record<string, string>,
): Promise<ServerProcess> {
  const [script] = (await bundle).outputFiles;
  const child = spawn(process.execPath, ['--input-type=module'], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    env: {
      NODE_ENV: 'production',
      AUTH_RATE_LIMIT: 'off',
      API_RATE_LIMIT: '0',
      LOG_LEVEL: 'silent',
      ...variables,
    },
  });
  let printed = '';
  let complaints = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
    process.stderr.write(text);
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  child.stdin!.end(script?.contents);
  const [port] = (await Promise.race([
    once(child, 'message'),
    closed.then(() => Promise.reject(new Error('The process ended before it listened.'))),
  ])) as [number];
  return {
    port,
    output: () => printed,
    complaints: () => complaints,
    heapUsed: async () => {
      child.send('heap');
      const ended = closed.then(() => Promise.reject(new Error('The process has ended.')));
      const [bytes] = (await Promise.race([once(child, 'message'), ended])) as [number];
      return bytes;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await closed;
      return code;
    },
    lastWords: closed.then(() => printed),
  };
}
