import cluster from 'node:cluster';
import { type Env, readEnv } from '@/env';
import { getServices } from '@/services';
import { runCluster } from './cluster';
import { type RunningServer, startServer } from './server';

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Tandem cannot start. ${message}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const env = readEnv();
  if (env.WEB_CONCURRENCY > 1 && cluster.isPrimary) runCluster(env.WEB_CONCURRENCY);
  else await runServer(env);
}

/** A signal that arrives while it starts is obeyed when it has started. */
async function runServer(env: Env): Promise<void> {
  const starting = start();
  let stopping: Promise<void> | undefined;
  const stop = (delay: number) => {
    stopping ??= starting.then((server) => server.stop(delay)).then(() => process.exit(0));
  };
  process.on('SIGTERM', () => stop(env.DRAIN_SECONDS));
  // From a terminal: nobody has to notice first.
  process.on('SIGINT', () => stop(0));
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
