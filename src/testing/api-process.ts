import { onTestFinished } from 'vitest';
import type { Person, TestApp } from './app';
import { bearer } from './clients';
import { type ServerProcess, startServerProcess } from './server-process';

/** A process on the database of an app, in which the tokens of the app are good. */
export interface ApiProcess extends ServerProcess {
  /** Sends a request for somebody's tasks; rejects when the process dies over it. */
  send: (person: Person, method: string, path: string, message?: Message) => Promise<Answer>;
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

/** Starts a process on the database of the app, with more variables; it is killed when `onDone` calls back. */
export async function startApiProcess(
  app: TestApp,
  onDone: (kill: () => Promise<void>) => void = onTestFinished,
  variables: Record<string, string> = {},
): Promise<ApiProcess> {
  const server = await startServerProcess({
    ...app.variables,
    DATABASE_POOL_MAX: String(app.services.env.DATABASE_POOL_MAX),
    ...variables,
  });
  onDone(server.kill);
  return { ...server, send: (...request) => send(server.port, ...request) };
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
