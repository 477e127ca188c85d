import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createTestApp } from '@/testing/app';
import { bearer } from '@/testing/clients';
import { addPerson } from '@/testing/people';

test.each(['/api/ada/tasks', '/api/trpc/tasks.create', '/api/auth/sign-in/email'])(
  'a client that hangs up in the middle of its body to %s is no database that is away',
  async (path) => {
    const failures: string[] = [];
    const log = pino({ level: 'error' }, { write: (line) => void failures.push(line) });
    const app = await createTestApp({}, { log });
    onTestFinished(app.close);
    const ada = await addPerson(app, 'ada');

    const body = new ReadableStream({
      pull: (controller) =>
        controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
    });
    const headers = { ...bearer(ada.token), 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    const { status } = await app.handle(new Request(app.services.env.BETTER_AUTH_URL + path, init));
    expect([status, failures]).toEqual([400, []]);
  },
);
