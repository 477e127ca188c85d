import cluster from 'node:cluster';
import { type Env, readEnv } from '@/env';
import { getServices } from '@/services';
import { runCluster } from './cluster';
import { type RunningServer, startServer } from './server';
import { stopOnSignal } from './signals';

/** For the last answers and to close all connections; with the default of `DRAIN_SECONDS` less than the 30 s of Kubernetes. */
const CLOSE_SECONDS = 25;

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Tandem cannot start. ${message}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const env = readEnv();
  const stopSeconds = env.DRAIN_SECONDS + CLOSE_SECONDS;
  if (env.WEB_CONCURRENCY === 1 || cluster.isWorker) await runServer(env, stopSeconds);
  // Each process gives up by itself, if it can.
  else runCluster(env.WEB_CONCURRENCY, stopSeconds + 1);
}

/** A signal that arrives while it starts is obeyed when it has started. */
async function runServer(env: Env, stopSeconds: number): Promise<void> {
  const starting = start();
  stopOnSignal(stopSeconds, async (signal) => {
    const server = await starting;
    // From a terminal: nobody has to notice first.
    await server.stop(signal === 'SIGINT' ? 0 : env.DRAIN_SECONDS);
  });
  await starting;
  if (!cluster.isWorker || cluster.worker?.id === 1) {
    process.stdout.write(greeting(env.BETTER_AUTH_URL));
  }
}

async function start(): Promise<RunningServer> {
  const services = await getServices();
  try {
    return await startServer(services);
  } catch (error) {
    await services.close();
    throw error;
  }
}

function greeting(url: string): string {
  return `
Tandem is at ${url}

A first token, to send as "Authorization: Bearer <token>":

  curl -s ${url}/api/auth/sign-up/email -H 'Content-Type: application/json' \\
    -d '{"name":"Ada","email":"ada@example.com","password":"correct horse"}'

`;
}
