import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { bearer, send } from '@/testing/clients';
import { addPerson } from '@/testing/people';
import { createHandler } from './handler';

const TASK = JSON.stringify({ title: 'Tea' });
const CREATE = { op: 'create', title: 'Tea' };
const BULK = JSON.stringify({ operations: [CREATE, CREATE] });

let app: TestApp;
let ada: Person;
beforeAll(async () => {
  app = await createTestApp();
  ada = await addPerson(app, 'ada');
});
afterAll(() => app.close());

test.each([
  ['a request is', 'consume', '/api/ada/tasks', TASK],
  ['the operations of a bulk are', 'penalty', '/api/ada/tasks/bulk', BULK],
])(
  'when %s not counted in time, it is a 503 and nothing is written',
  async (_, method, path, body) => {
    const limiter = Object.assign(new RateLimiterMemory({ points: 9, duration: 60 }), {
      [method]: giveUp,
    });
    const handle = createHandler({ ...app.services, limiter });
    const answer = await send({ ...app, handle }, 'POST', path, bearer(ada.token), body);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    const tasks = await send(app, 'GET', '/api/ada/tasks', bearer(ada.token));
    expect(await tasks.json()).toEqual([]);
  },
);

/** As the limiter of a process does when the one that counts is stuck. */
function giveUp(): Promise<never> {
  return Promise.reject(new Error('no answer from master in time'));
}
