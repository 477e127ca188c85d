import { readEnv } from '@/env';
import { createServices } from '@/services';
import { startServer } from './server';

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Tandem cannot start. ${message}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const env = readEnv();
  const services = await createServices(env);
  const server = await startServer(services).catch(async (error: unknown) => {
    await services.close();
    throw error;
  });
  process.stdout.write(greeting(env.BETTER_AUTH_URL));

  const stop = onceOnly(async () => {
    await server.stop();
    process.exit(0);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function onceOnly(work: () => Promise<void>): () => void {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
  };
}

function greeting(url: string): string {
  return `
Tandem is at ${url}

A first token, to send as "Authorization: Bearer <token>":

  curl -s ${url}/api/auth/sign-up/email -H 'Content-Type: application/json' \\
    -d '{"name":"Ada","email":"ada@example.com","password":"correct horse"}'

`;
}
