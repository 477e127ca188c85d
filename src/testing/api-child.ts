import { writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readEnv } from '@/env';
import { createApiListener } from '@/host/api-listener';
import { drain } from '@/host/drain';
import { createHttpServer } from '@/host/http-server';
import { createServices } from '@/services';

let statementsLeft = Infinity;

const services = await createServices(readEnv(), { onStatement });
const answer = createApiListener(services);
const server = createHttpServer((request, response) => {
  const end = request.headers['x-die-before'];
  if (end === 'answer') response.writeHead = () => die('answer');
  else if (end) statementsLeft = Number(end);
  void answer(request, response);
}, services);
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => process.send?.(heapUsed()));
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => void stop());

/** Bytes in use when what nobody needs has been collected. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** As the host does, without the pages. */
async function stop(): Promise<void> {
  services.drain();
  await drain(server);
  await services.close();
  process.exit();
}

/** The statement has not been sent yet. */
function onStatement(statement: string): void {
  statementsLeft -= 1;
  if (statementsLeft === 0) die(statement);
}

function die(before: string): never {
  writeSync(process.stdout.fd, before);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('A signal that cannot be caught was survived');
}
