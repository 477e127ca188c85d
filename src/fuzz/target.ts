import { expect } from 'vitest';
import { problemTypes } from '@/contract/problem';
import type { Task } from '@/contract/tasks';
import { isUnavailable } from '@/db/failures';
import { createTestApp, PASSWORD, type Person, type TestApp } from '@/testing/app';
import { bearer } from '@/testing/clients';
import { createConformance } from '@/testing/document';
import type { OpenApiDocument } from '@/testing/document-parts';
import { addPerson } from '@/testing/people';
import { type ServerProcess, startServerProcess } from '@/testing/server-process';

/** Who is there, and what the one must never learn of the other. */
export interface Cast {
  me: Person;
  victim: Person;
  /** Tasks of the victim, one of them deleted. */
  taskIds: number[];
}

/** A server that is busy may ask to come back. */
const POLL = { timeout: 60_000, interval: 500 };

/** In every text of the victim. */
export const CANARY = 'canary-7f3a91';

/** A server in a process of its own that is attacked. */
export interface Target {
  app: TestApp;
  process: ServerProcess;
  cast: Cast;
  document: OpenApiDocument;
  conforms: ReturnType<typeof createConformance>;
  /** Sends JSON as a client in good faith does. */
  post: (path: string, token: string, json: object) => Promise<Response>;
  /** Fails when the server is not well, or the victim's account or tasks are not as they were. */
  expectUnharmed: () => Promise<void>;
}

/** Starts it with little room for tasks, so that lists stay short; ended by `onDone`. */
export async function startTarget(onDone: (end: () => Promise<void>) => void): Promise<Target> {
  const app = await createTestApp();
  onDone(app.close);
  const server = await startServerProcess({
    ...app.variables,
    MAX_TASKS_PER_USER: '30',
    LOG_LEVEL: 'error',
  });
  onDone(server.kill);
  const origin = `http://127.0.0.1:${server.port}`;
  const post: Target['post'] = (path, token, json) =>
    fetch(origin + path, {
      method: 'POST',
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
  const [me, victim] = [await addPerson(app, 'me'), await app.signUp(CANARY)];
  const tasksPath = `/api/${victim.id}/tasks`;
  const task = { title: CANARY, description: CANARY, tags: [CANARY] };
  const ids: number[] = [];
  for (const title of [`${CANARY} 1`, `${CANARY} 2`]) {
    const made = await post(tasksPath, victim.token, { ...task, title });
    ids.push(((await made.json()) as Task).id);
  }
  const headers = bearer(victim.token);
  await fetch(`${origin}${tasksPath}/${ids[1]}`, { method: 'DELETE', headers });
  const before = await readHoldings();
  const document = (await (await fetch(`${origin}/api/openapi.json`)).json()) as OpenApiDocument;

  return {
    app,
    process: server,
    cast: { me, victim, taskIds: ids },
    document,
    conforms: createConformance(document),
    post,
    expectUnharmed: async () => {
      await expect.poll(readHoldings, POLL).toEqual(before);
      const { email } = victim;
      const signIn = () => post('/api/auth/sign-in/email', '', { email, password: PASSWORD });
      await expect.poll(async () => (await signIn()).status, POLL).toBe(200);
      expect(server.output().split('\n').filter(tellsOfFailure)).toEqual([]);
    },
  };

  /** Its ETag is the revision, which every write of a task takes the next number of. */
  async function readHoldings() {
    const response = await fetch(origin + tasksPath, { headers });
    const { status } = response;
    return { status, etag: response.headers.get('etag'), tasks: await response.json() };
  }
}

/** Whether a line of the log is about anything but a machine that was too slow. */
function tellsOfFailure(line: string): boolean {
  if (line === '') return false;
  const { msg, failure } = JSON.parse(line) as { msg: string; failure?: object };
  if (msg === problemTypes.SERVICE_UNAVAILABLE.title) return false;
  return !isUnavailable(Object.assign(new Error('As in the log'), failure));
}
